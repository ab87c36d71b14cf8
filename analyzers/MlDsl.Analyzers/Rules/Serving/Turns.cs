using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>Where a body lets one thread in at a time.</summary>
internal sealed class Turns
{
    private readonly bool whole;
    private readonly ImmutableArray<SyntaxNode> locks;

    private Turns(bool whole, ImmutableArray<SyntaxNode> locks) => (this.whole, this.locks) = (whole, locks);

    /// <summary>The turns of a body.</summary>
    /// <param name="body">Its operations, the outermost first.</param>
    /// <param name="isMadeForEach">Whether each who comes has an object of a class for himself, whose own gates hold nobody off.</param>
    public static Turns Of(ImmutableArray<IOperation> body, Func<INamedTypeSymbol, bool> isMadeForEach)
    {
        TextSpan span = body.IsEmpty ? default : body[0].Syntax.Span;
        return new(
            body.Any(o => o is IInvocationOperation call && GateOf(call) is { } gate && IsForAll(gate, span, isMadeForEach)),
            [.. body.OfType<ILockOperation>().Where(taken => IsForAll(taken.LockedValue, span, isMadeForEach)).Select(static taken => taken.Syntax)]);
    }

    /// <summary>Whether a lock around an operation, or a wait anywhere in its body, holds other threads off.</summary>
    public bool Hold(IOperation operation) => whole || locks.Any(taken => taken.Span.Contains(operation.Syntax.Span));

    /// <summary>Whether a class has a gate that lets one in at a time, or takes turns somewhere.</summary>
    /// <param name="type">The class.</param>
    /// <param name="compilation">The compilation that declares it.</param>
    /// <param name="isMadeForEach">Whether each who comes has an object of a class for himself.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static bool AreTakenIn(INamedTypeSymbol type, Compilation compilation, Func<INamedTypeSymbol, bool> isMadeForEach, CancellationToken cancellation)
    {
        if (type.GetMembers().OfType<IFieldSymbol>().Any(field => IsGate(field.Type) && (field.IsStatic || !isMadeForEach(type)) && LetsOneIn((ISymbol?)field.AssociatedSymbol ?? field, compilation))) return true;
        var flow = FlowAnalysis.For(compilation);
        return type.DeclaringSyntaxReferences.SelectMany(part => part.GetSyntax(cancellation).DescendantNodes()).Any(node => node switch
        {
            LockStatementSyntax or InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Enter" or "TryEnter" or "EnterScope" } } =>
                flow.OperationOf(node, cancellation) is { } taken && (taken is ILockOperation { LockedValue: var locked } ? locked : taken is IInvocationOperation call ? GateOf(call) : null) is { } gate
                    && IsForAll(gate, node.Span, isMadeForEach),
            // [MethodImpl(MethodImplOptions.Synchronized)]
            IdentifierNameSyntax { Identifier.ValueText: "Synchronized" } => node.FirstAncestorOrSelf<AttributeSyntax>() is not null
                && (!isMadeForEach(type) || node.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.Modifiers.Any(SyntaxKind.StaticKeyword) == true),
            _ => false,
        });
    }

    // turn.Wait(), mutex.WaitOne(), Monitor.Enter(gate): what is waited for; null where a call lets in whoever comes. An event and a
    // semaphore of several let several in.
    private static IOperation? GateOf(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method.Name is not ("Wait" or "WaitAsync" or "WaitOne" or "Enter" or "TryEnter" or "EnterScope" or "EnterWriteLock" or "AcquireWriterLock" or "LockAsync")
            || (call.Instance ?? (call.Arguments is [{ Value: var first }, ..] ? first : null))?.WithoutConversion() is not { } gate) return null;
        bool waits = method.Name == "WaitOne" ? gate.Type?.Name is "Mutex" or "Semaphore" : IsGate(method.ContainingType) || method.ContainingType.Name is "Monitor" or "Lock";
        return waits && LetsOneIn(gate) ? gate : null;
    }

    private static bool IsGate(ITypeSymbol type) => type.Name is "SemaphoreSlim" or "Semaphore" or "Mutex" or "SpinLock" or "ReaderWriterLockSlim" or "ReaderWriterLock" or "AsyncLock";

    private static bool LetsOneIn(IOperation gate) => gate.Type?.Name is not ("SemaphoreSlim" or "Semaphore") || (BodyIndex.Behind(gate) ?? gate) switch
    {
        IObjectCreationOperation { Arguments: [{ Value.ConstantValue: var count }, ..] } => count is { HasValue: true, Value: 1 },
        IMemberReferenceOperation { Member: var member, SemanticModel.Compilation: var compilation } => LetsOneIn(member, compilation),
        _ => true,
    };

    // new(1), or one whose making is not seen.
    private static bool LetsOneIn(ISymbol gate, Compilation compilation) => RowSchema.MemberType(gate)?.Name is not ("SemaphoreSlim" or "Semaphore")
        || MadeFor(gate).All(made => made.ArgumentList?.Arguments is [{ Expression: var count }, ..] && compilation.ContainsSyntaxTree(count.SyntaxTree)
            && compilation.GetSemanticModel(count.SyntaxTree).GetConstantValue(count) is { HasValue: true, Value: 1 });

    // Whether all who come to a gate find the same one.
    private static bool IsForAll(IOperation gate, TextSpan body, Func<INamedTypeSymbol, bool> isMadeForEach) => gate.WithoutConversion() switch
    {
        IObjectCreationOperation => false,
        ILocalReferenceOperation { Local: var local } when body.Contains(local.Locations[0].SourceSpan) => BodyIndex.Behind(gate) is not { } behind || behind is ILocalReferenceOperation || IsForAll(behind, body, isMadeForEach),
        IInstanceReferenceOperation { Type: INamedTypeSymbol self } => !isMadeForEach(self),
        IMemberReferenceOperation { Member: { IsStatic: false } member, Instance: { } holder } => holder.WithoutConversion() is IInstanceReferenceOperation
            ? !isMadeForEach(member.ContainingType) || !MadeFor(member).Any() : IsForAll(holder, body, isMadeForEach),
        _ => true,
    };

    // private readonly object gate = new(); what a class is given for its field, it shares.
    private static IEnumerable<BaseObjectCreationExpressionSyntax> MadeFor(ISymbol member) => member.ContainingType.DeclaringSyntaxReferences
        .SelectMany(static part => part.GetSyntax().DescendantNodes()).Select(node => node switch
        {
            VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax, Identifier.ValueText: var name, Initializer.Value: var value } when name == member.Name => value,
            PropertyDeclarationSyntax { Identifier.ValueText: var name, Initializer.Value: var value } when name == member.Name => value,
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var name }, Right: var value } when name == member.Name => value,
            AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var name }, Right: var value } when name == member.Name => value,
            _ => null,
        }).OfType<BaseObjectCreationExpressionSyntax>();
}
