using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>Values that differ from call to call: what a method, or a handler, was called with, what a request fills in, and what is made of that.</summary>
internal static class GivenValues
{
    /// <summary>Whether a value is made of what the method, or the handler, was called with.</summary>
    /// <param name="value">The value.</param>
    /// <param name="use">The call that it is given to.</param>
    public static bool Hold(IOperation value, IOperation use)
    {
        var body = BodyIndex.Of(use);
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var open = new Stack<IOperation>();
        for (open.Push(value); open.Count > 0;)
        {
            IOperation whole = open.Pop();
            foreach (IOperation part in whole.DescendantsAndSelf())
            {
                // rows.Where(row => …): what a query hands its lambda is not given from outside.
                if (part is IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.Constructor } } given } && !KnownSymbols.IsMlNet(given.Type)
                    && !given.Locations.Any(l => l.SourceTree == whole.Syntax.SyntaxTree && whole.Syntax.Span.Contains(l.SourceSpan))) return true;
                if (part is IPropertyReferenceOperation { Property: var bound } && bound.GetAttributes().Any(static a => a.AttributeClass?.Name is "BindPropertyAttribute" or "ParameterAttribute" or "SupplyParameterFromQueryAttribute" or "SupplyParameterFromFormAttribute")) return true;
                if (part is ILocalReferenceOperation { Local: var local } && seen.Add(local) && body.InitializerOf(local) is { } made) open.Push(made);
            }
        }
        return false;
    }
}
