using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlDsl.Generators.Columns;

namespace MlDsl.Generators.Contracts;

/// <summary>Reads one rule on the values of a column.</summary>
internal static class ContractRules
{
    public const string Space = "global::MlDsl.Contracts";

    /// <summary>Whether the attribute is one of MlDsl.Contracts, of that name.</summary>
    public static bool Is(AttributeData attribute, string name) =>
        attribute.AttributeClass is { ContainingType: null, ContainingNamespace: { Name: "Contracts", ContainingNamespace: { Name: "MlDsl", ContainingNamespace.IsGlobalNamespace: true } } } type
        && type.Name == name + "Attribute";

    /// <summary>What makes the rule of the attribute; null with what is wrong, which is empty where the compiler says it.</summary>
    public static string? Of(AttributeData attribute, ColumnType type, IPropertySymbol property, string policy, out string? problem)
    {
        string tail(string text) => $"{Space}.Breach.{policy}, {Literals.Text(text)})";
        problem = null;
        if (Is(attribute, "Range"))
        {
            if (attribute.ConstructorArguments is not [{ Kind: TypedConstantKind.Primitive } min, { Kind: TypedConstantKind.Primitive } max])
            {
                problem = "";
                return null;
            }
            if (RangeBounds.Of(type, min.Value, max.Value, out problem) is not { } bounds) return null;
            return $"new {Space}.RangeRule<{type.Name}>({bounds.Min}, {bounds.Max}, {tail($"Range({RangeBounds.Said(min.Value)}, {RangeBounds.Said(max.Value)})")}";
        }
        if (Is(attribute, "Pattern"))
        {
            if (attribute.ConstructorArguments is not [{ Kind: TypedConstantKind.Primitive, Value: string pattern }])
            {
                problem = "";
                return null;
            }
            problem = type.Kind == ValueKind.Text ? PatternProblem(pattern) : $"[Pattern] is on texts, and this is '{type.DisplayName}'; leave it out";
            return problem is null ? $"new {Space}.PatternRule({Literals.Text(pattern)}, {tail($"Pattern({Literals.Text(pattern)})")}" : null;
        }
        if (attribute.ConstructorArguments is not [{ Kind: TypedConstantKind.Array, IsNull: false } listed])
        {
            problem = "";
            return null;
        }
        return ListOf(listed, type, property, out problem) is { } values
            ? $"new {Space}.ValuesRule<{type.Name}>(new {type.Name}[] {{ {string.Join(", ", values.Select(static v => v.Code))} }}, {tail($"Values({string.Join(", ", values.Select(static v => v.Said))})")}"
            : null;
    }

    private static string? PatternProblem(string pattern)
    {
        try
        {
            _ = new Regex($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant);
            return null;
        }
        catch (ArgumentException wrong)
        {
            return $"the pattern is no regular expression: {wrong.Message.TrimEnd('.')}";
        }
    }

    private static List<(string Code, string Said)>? ListOf(TypedConstant listed, ColumnType type, IPropertySymbol property, out string? problem)
    {
        problem = type.Kind is ValueKind.Text or ValueKind.Integer or ValueKind.Enumeration ? null
            : $"[Values] lists texts, integers or members of an enum, and this is '{type.DisplayName}'; {(type.Kind == ValueKind.Floating ? "take [Range]" : "leave it out")}";
        if (problem is null && listed.Values.Length == 0) problem = "[Values] lists no value; give some";
        var values = new List<(string Code, string Said)>();
        foreach (TypedConstant value in problem is null ? [.. listed.Values] : Array.Empty<TypedConstant>())
        {
            if (ValueOf(value, type, property) is not { } one)
            {
                problem = $"[Values] lists {(value.IsNull ? "null" : value.Value is string text ? Literals.Text(text) : value.ToCSharpString())}, which is no value of '{type.DisplayName.TrimEnd('?')}'";
                return null;
            }
            if (values.Contains(one))
            {
                problem = $"[Values] lists {one.Said} twice; keep one";
                return null;
            }
            values.Add(one);
        }
        return problem is null ? values : null;
    }

    private static (string Code, string Said)? ValueOf(TypedConstant value, ColumnType type, IPropertySymbol property) => (type.Kind, value.Value) switch
    {
        (ValueKind.Text, string text) => (Literals.Text(text), Literals.Text(text)),
        (ValueKind.Integer, sbyte or byte or short or ushort or int or uint or long or ulong) when value.Kind == TypedConstantKind.Primitive && type.IntegerLiteral(FormattableString.Invariant($"{value.Value}")) is { } literal =>
            ($"({type.Name}){(literal[0] == '-' ? $"({literal})" : literal)}", literal),
        (ValueKind.Enumeration, not null) when Symbols.MemberOf(value) is { } member && SymbolEqualityComparer.Default.Equals(value.Type, Present(property.Type)) =>
            ($"{type.Name}.{Literals.Identifier(member)}", member),
        _ => null,
    };

    private static ITypeSymbol Present(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
}
