using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Generators.Expressions;

/// <summary>The framework's <c>Guid</c>, which steps have as the text that its <c>ToString</c> gives: equal values are equal texts.</summary>
internal static class Identifiers
{
    public const string Type = "System.Guid";

    /// <summary>The text of the identifier whose bits are all 0, which is the default.</summary>
    public static readonly string Empty = Guid.Empty.ToString();

    public static bool IsIdentifier(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "Guid" } named && named.MetadataName() == Type;

    /// <summary>The text of the identifier that <c>new Guid("…")</c> or <c>Guid.Parse("…")</c> reads of a constant; null where it is none.</summary>
    public static string? Written(IEnumerable<IArgumentOperation> arguments) =>
        arguments.ToArray() is [{ Value.ConstantValue: { HasValue: true, Value: string text } }] && Guid.TryParse(text, out Guid value) ? value.ToString() : null;
}
