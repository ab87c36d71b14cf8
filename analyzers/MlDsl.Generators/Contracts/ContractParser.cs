using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlDsl.Generators.Columns;
using MlDsl.Generators.Datasets;

namespace MlDsl.Generators.Contracts;

/// <summary>Reads the rules that a column's values must keep.</summary>
internal static class ContractParser
{
    public const string Space = "global::MlDsl.Contracts";

    /// <summary>Whether the attribute is one of MlDsl.Contracts, of that name.</summary>
    public static bool Is(AttributeData attribute, string name) =>
        attribute.AttributeClass is { ContainingType: null, ContainingNamespace: { Name: "Contracts", ContainingNamespace: { Name: "MlDsl", ContainingNamespace.IsGlobalNamespace: true } } } type
        && type.Name == name + "Attribute";

    private static bool IsRule(AttributeData attribute) => Is(attribute, "Range") || Is(attribute, "Values") || Is(attribute, "Pattern") || Is(attribute, "NotNull");

    /// <summary>The rules of the columns that have some; what is wrong goes to <paramref name="problems"/>.</summary>
    public static List<ContractSpec> Read(INamedTypeSymbol type, List<ColumnSpec> columns, List<ColumnSpec> joined, Dictionary<string, IPropertySymbol> places, ProblemCounter problems)
    {
        var read = new List<ContractSpec>();
        foreach (ColumnSpec column in columns.Concat(joined))
        {
            IPropertySymbol property = places[column.Member];
            var declared = property.GetAttributes().Where(IsRule).ToList();
            if (declared.Count == 0) continue;
            var rules = new List<string>();
            string? missing = null, problem = joined.Contains(column) ? "comes from another data set; write the rule on its property there"
                : column.Type.Kind == ValueKind.Vector ? "is a vector, and rules are on single values; leave the rule out" : null;
            bool alters = false;
            foreach (AttributeData attribute in declared)
            {
                if (problem is not null) break;
                string? policy = attribute.NamedMember("Policy", "Reject");
                problem = policy is null ? "Policy is not a member of MlDsl.Contracts.Breach" : PolicyProblem(attribute, policy, column, property, type);
                if (problem is not null) break;
                alters |= policy is "Clip" or "AsMissing";
                if (Is(attribute, "NotNull")) missing = policy;
                else if (RuleOf(attribute, column.Type, property, policy!, out problem) is { } rule) rules.Add(rule);
            }
            // What the compiler refuses has no arguments: it says so itself.
            if (problem is { Length: > 0 }) problems.Report(Diagnostic.Create(ColumnRules.OptionRefused, property.PlaceIn(type), column.Member, problem));
            else if (problem is null) read.Add(new ContractSpec(column.Member, column.Type, missing, rules.ToEquatable(), alters));
            else problems.Fail();
        }
        return read;
    }

    private static string? PolicyProblem(AttributeData attribute, string policy, ColumnSpec column, IPropertySymbol property, INamedTypeSymbol type)
    {
        if (Is(attribute, "NotNull") && !column.Type.IsNullable) return $"is '{column.Type.DisplayName}', of which no value may be missing anyhow; leave [NotNull] out";
        if (policy is "Reject" or "Count") return null;
        if (policy == "Clip" && !Is(attribute, "Range")) return "Clip goes with [Range], which has a nearest value; choose Reject, AsMissing or Count";
        if (policy == "AsMissing" && Is(attribute, "NotNull")) return "a missing value cannot be made missing; choose Reject or Count";
        if (policy == "AsMissing" && !column.Type.IsNullable) return $"AsMissing needs a column that may be missing; declare it as '{column.Type.DisplayName}?', or choose another Policy";
        if (column.Role is not (ColumnRole.None or ColumnRole.Sensitive)) return $"{policy} would change what rows are told apart, ordered or measured by: [{column.Role}]; choose Reject or Count";
        // A row that code made is copied, and the copy's value set.
        bool canSet = property.SetMethod is { } set && (type.IsRecord || type.IsValueType || !set.IsInitOnly);
        return canSet ? null : $"{policy} sets the property of a copied row, which '{type.Name}' does not let; {(property.SetMethod is null ? "give it a setter" : "make the row a record, or give the property 'set'")}, or choose Reject or Count";
    }

    private static string? RuleOf(AttributeData attribute, ColumnType type, IPropertySymbol property, string policy, out string? problem)
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
