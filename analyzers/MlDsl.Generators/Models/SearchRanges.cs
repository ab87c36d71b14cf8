using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Models;

/// <summary>The ranges that <c>[Search]</c> declares: held against the trainer's options, and printed as a space.</summary>
internal static class SearchRanges
{
    private const string Linear = "Linear", Log = "Log";

    /// <summary>Tells what of the ranges does not go with the trainer.</summary>
    public static void Check(INamedTypeSymbol type, INamedTypeSymbol trainer, ProblemCounter problems, CancellationToken cancellation)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (AttributeData search in Of(type))
        {
            if (OptionOf(search) is not { } name) continue;
            Location place = search.Place(type, cancellation);
            if (Trainers.PropertyOf(trainer, name) is not { } option)
            {
                problems.Report(Diagnostic.Create(
                    ModelRules.UnknownRange, place, name, Trainers.NameOf(trainer), Nearest.Hint(name, Trainers.Properties(trainer).Select(static p => p.Name))));
                continue;
            }
            string? problem = seen.Add(name) ? Problem(search, option) : "has a range already; give one for each option";
            if (problem is not null) problems.Report(Diagnostic.Create(ModelRules.WrongRange, place, name, problem));
            else if (OptionRange.Of(option) is { } range && Values(search).Select(v => (Value: v, Must: range.Refuses(v.Value))).FirstOrDefault(static v => v.Must is not null) is { Must: { } must } refused)
                problems.Report(Diagnostic.Create(ModelRules.RangeOutOfOption, place, name, Convert.ToString(refused.Value.Value, CultureInfo.InvariantCulture), must));
        }
    }

    /// <summary>The ranges as an assignment of the definition; none where there are none.</summary>
    /// <param name="type">The model.</param>
    /// <param name="trainer">Its trainer's attribute.</param>
    /// <param name="options">The trainer's options, as an expression.</param>
    public static IEnumerable<string> Space(INamedTypeSymbol type, INamedTypeSymbol trainer, string options)
    {
        string ranges = string.Concat(Of(type).Select(search => Range(search, trainer)));
        if (ranges.Length > 0) yield return $"Space = {Names.Training}.SearchSpace.Of({options}){ranges}";
    }

    private static IEnumerable<AttributeData> Of(INamedTypeSymbol type) => type.GetAttributes().Where(static a => a.Is(Names.Search));

    private static string? OptionOf(AttributeData search) => search.ConstructorArguments is [{ Value: string name }, ..] ? name : null;

    // Both ends of a range, or every value.
    private static ImmutableArray<TypedConstant> Values(AttributeData search) => search.ConstructorArguments switch
    {
        [_, { Kind: TypedConstantKind.Array, IsNull: false } array] => array.Values,
        [_, var from, var to] => [from, to],
        _ => [],
    };

    private static bool IsRange(AttributeData search) => search.ConstructorArguments.Length == 3;

    private static string? Problem(AttributeData search, IPropertySymbol option)
    {
        ImmutableArray<TypedConstant> values = Values(search);
        string kind = option.Type.ToDisplayString();
        bool isWhole = option.Type.SpecialType == SpecialType.System_Int32, isNumber = isWhole || option.Type.SpecialType == SpecialType.System_Double;
        if (search.NamedMember("Scale", Linear) is not (Linear or Log)) return "has a Scale that is neither Linear nor Log";
        if (!IsRange(search))
        {
            if (search.NamedMember("Scale", Linear) == Log) return "has a Scale, which is for a range, and is to be chosen from values; leave it out";
            if (values.Length < 2) return $"is to be chosen from {values.Length} values; give two or more, or set the option";
            if (values.FirstOrDefault(v => !Fits(v, option.Type)) is { Kind: not TypedConstantKind.Error } other) return $"is '{kind}', and {Text(other)} is not";
            return values.GroupBy(v => isNumber ? Number(v) : v.Value).FirstOrDefault(static g => g.Count() > 1) is { } twice ? $"is to be chosen from values that have {Text(twice.First())} twice; give each once" : null;
        }
        if (!isNumber) return $"is '{kind}', which has no range; give the values to choose from";
        if (isWhole && values.Any(static v => v.Value is not int)) return $"is '{kind}'; give whole numbers";
        double from = Number(values[0]), to = Number(values[1]);
        if (!(from < to) || double.IsInfinity(to - from)) return FormattableString.Invariant($"goes from {from} to {to}; give finite ends, the lower one first");
        return search.NamedMember("Scale", Linear) == Log && from <= 0
            ? FormattableString.Invariant($"begins at {from}, and a logarithmic range begins above 0; raise it, or use SearchScale.Linear")
            : null;
    }

    private static bool Fits(TypedConstant value, ITypeSymbol option) => value.Kind switch
    {
        TypedConstantKind.Enum => SymbolEqualityComparer.Default.Equals(value.Type, option) && Symbols.MemberOf(value) is not null,
        TypedConstantKind.Primitive => value.Value is not null && (SymbolEqualityComparer.Default.Equals(value.Type, option) || (option.SpecialType == SpecialType.System_Double && value.Value is int)),
        _ => false,
    };

    private static string Range(AttributeData search, INamedTypeSymbol trainer)
    {
        if (OptionOf(search) is not { } name || Trainers.PropertyOf(trainer, name) is not { } option) return "";
        bool isWhole = option.Type.SpecialType == SpecialType.System_Int32, isNumber = option.Type.SpecialType == SpecialType.System_Double;
        IEnumerable<string> values = Values(search).Select(v => isNumber ? Literals.Number(Number(v)) : Trainers.Literal(v));
        string set = $"static (options, value) => options with {{ {Literals.Identifier(name)} = value }}", scale = $"{Names.Root}.SearchScale.{search.NamedMember("Scale", Linear)}";
        return IsRange(search)
            ? $".{(isWhole ? "Integer" : "Number")}({Literals.Text(name)}, {string.Join(", ", values)}, {set}, {scale})"
            : $".Choice({Literals.Text(name)}, new {option.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}[] {{ {string.Join(", ", values)} }}, {set})";
    }

    private static double Number(TypedConstant value) => Convert.ToDouble(value.Value, CultureInfo.InvariantCulture);

    private static string Text(TypedConstant value) => value.Kind switch
    {
        TypedConstantKind.Array => "an array",
        TypedConstantKind.Enum when Symbols.MemberOf(value) is { } member => member,
        _ => Convert.ToString(value.Value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : "null",
    };
}
