using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Analyzers.Flow;

/// <summary>What rules ask of a body again and again, looked up once: the uses of each variable, where it is declared, and the calls.</summary>
internal sealed class BodyIndex
{
    private static readonly ConditionalWeakTable<IOperation, BodyIndex> Known = new();

    private readonly ILookup<ISymbol, ILocalReferenceOperation> uses;
    private readonly ILookup<ISymbol, IVariableDeclaratorOperation> declarators;
    private readonly ILookup<string, IInvocationOperation> calls;

    private BodyIndex(IOperation root)
    {
        ImmutableArray<IOperation> all = [.. root.DescendantsAndSelf()];
        uses = all.OfType<ILocalReferenceOperation>().ToLookup(static r => (ISymbol)r.Local, SymbolEqualityComparer.Default)!;
        declarators = all.OfType<IVariableDeclaratorOperation>().ToLookup(static d => (ISymbol)d.Symbol, SymbolEqualityComparer.Default)!;
        calls = all.OfType<IInvocationOperation>().ToLookup(static c => c.TargetMethod.Name, StringComparer.Ordinal);
    }

    /// <summary>The index of the body that holds <paramref name="operation"/>.</summary>
    public static BodyIndex Of(IOperation operation) => Known.GetValue(operation.Root(), static root => new BodyIndex(root));

    public IEnumerable<ILocalReferenceOperation> UsesOf(ILocalSymbol local) => uses[local];

    /// <summary>What a variable is declared with.</summary>
    public IOperation? InitializerOf(ILocalSymbol local) => declarators[local].FirstOrDefault()?.GetVariableInitializer()?.Value;

    /// <summary>A value, and what the variables are declared with that it is made of, over any number of steps.</summary>
    /// <param name="value">An operation of the body.</param>
    public IEnumerable<IOperation> SourcesOf(IOperation value)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var open = new Stack<IOperation>();
        for (open.Push(value); open.Count > 0;)
        {
            IOperation whole = open.Pop();
            yield return whole;
            foreach (IOperation part in whole.DescendantsAndSelf())
                if (part is ILocalReferenceOperation { Local: var local } && seen.Add(local) && InitializerOf(local) is { } made) open.Push(made);
        }
    }

    /// <summary>What a value is without the variables that it was put into; null where one of them is declared without it.</summary>
    public static IOperation? Behind(IOperation? value)
    {
        for (int i = 0; i < 8 && value?.WithoutConversion() is ILocalReferenceOperation local; i++) value = Of(local).InitializerOf(local.Local);
        return value?.WithoutConversion();
    }

    public IEnumerable<IInvocationOperation> CallsOf(string method) => calls[method];
}
