using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Analyzers.Rules;

/// <summary>Where a body lets one thread in at a time.</summary>
internal sealed class Turns
{
    private readonly bool whole;
    private readonly ImmutableArray<SyntaxNode> locks;

    private Turns(bool whole, ImmutableArray<SyntaxNode> locks) => (this.whole, this.locks) = (whole, locks);

    /// <summary>The turns of a body.</summary>
    /// <param name="body">Its operations.</param>
    public static Turns Of(ImmutableArray<IOperation> body) => new(
        body.Any(static o => o is IInvocationOperation { TargetMethod: var method } && IsEntry(method)),
        [.. body.OfType<ILockOperation>().Select(static taken => taken.Syntax)]);

    /// <summary>Whether a lock around an operation, or a wait anywhere in its body, holds other threads off.</summary>
    public bool Hold(IOperation operation) => whole || locks.Any(taken => taken.Span.Contains(operation.Syntax.Span));

    /// <summary>Whether a type is that of an object that threads wait for.</summary>
    public static bool IsGate(ITypeSymbol type) => type.Name is "SemaphoreSlim" or "Semaphore" or "Mutex" or "SpinLock" or "ReaderWriterLockSlim" or "ReaderWriterLock" or "AsyncLock";

    // turn.Wait(), Monitor.Enter(gate).
    private static bool IsEntry(IMethodSymbol method) => method.Name switch
    {
        "Wait" or "WaitAsync" or "WaitOne" or "Enter" or "TryEnter" or "EnterScope" or "EnterWriteLock" or "AcquireWriterLock" or "LockAsync" => IsGate(method.ContainingType) || method.ContainingType.Name is "Monitor" or "WaitHandle" or "Lock",
        _ => false,
    };
}
