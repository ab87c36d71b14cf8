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
    public static bool Hold(IOperation value, IOperation use) =>
        BodyIndex.Of(use).SourcesOf(value).Any(static whole => whole.DescendantsAndSelf().Any(part => IsGiven(part, whole) || IsBound(part)));

    // rows.Where(row => …): what a query hands its lambda is not given from outside.
    private static bool IsGiven(IOperation part, IOperation whole) =>
        part is IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.Constructor } } given } && !KnownSymbols.IsMlNet(given.Type)
        && !given.Locations.Any(l => l.SourceTree == whole.Syntax.SyntaxTree && whole.Syntax.Span.Contains(l.SourceSpan));

    private static bool IsBound(IOperation part) => part is IPropertyReferenceOperation { Property: var bound }
        && bound.GetAttributes().Any(static a => a.AttributeClass?.Name is "BindPropertyAttribute" or "ParameterAttribute" or "SupplyParameterFromQueryAttribute" or "SupplyParameterFromFormAttribute");
}
