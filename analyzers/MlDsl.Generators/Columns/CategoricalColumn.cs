using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Columns;

/// <summary>A category: one-hot, ordinal, hashed, counted or by its mean target.</summary>
internal sealed record CategoricalColumn(
    string Member, string Key, bool IsNullable, EquatableArray<string> Values, string How, string Unknown, int MaxCategories, int MinCount, int HashBits, double Smoothing)
    : ColumnKind
{
    public static ColumnKind? Read(KindContext context)
    {
        if (KeyOf(context.Type) is not { } key) return context.RefuseType("Categorical", "string, char, enums, bool, numbers, DateOnly and Guid");

        string? how = context.Attribute.NamedMember("Encoding", "OneHot");
        string? unknown = context.Attribute.NamedMember("Unknown", "Zero");
        if (how is null) return context.RefuseOption("Encoding is not a member of MlDsl.CategoricalEncoding");
        if (unknown is null) return context.RefuseOption("Unknown is not a member of MlDsl.Unknown");
        var column = new CategoricalColumn(
            context.Member.Name,
            key,
            context.Type.IsNullable,
            DeclaredValues(context.Attribute).ToEquatable(),
            how,
            unknown,
            context.Attribute.Named("MaxCategories", 0),
            context.Attribute.Named("MinCount", 1),
            context.Attribute.Named("HashBits", 10),
            context.Attribute.Named("Smoothing", 10d));
        return column.Problem(context) is { } problem ? context.RefuseOption(problem) : column;
    }

    // What a category is held as: integers share one type, fractions and dates keep theirs, so that their texts are exact.
    private static string? KeyOf(ColumnType type) => type.Kind switch
    {
        ValueKind.Text or ValueKind.Flag or ValueKind.Enumeration => "string",
        ValueKind.Integer => type.Name == "ulong" ? "ulong" : "long",
        ValueKind.Floating or ValueKind.DateOnly or ValueKind.Character or ValueKind.Guid => type.Name,
        _ => null,
    };

    private static IEnumerable<string> DeclaredValues(AttributeData attribute) =>
        attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Array, IsNull: false } values]
            ? values.Values.Select(static v => v.Value as string ?? "")
            : [];

    private string? Problem(KindContext context)
    {
        if (Values.GroupBy(static v => v).FirstOrDefault(static same => same.Count() > 1) is { } twice) return $"the value '{twice.Key}' is declared twice";
        if (Values.Count > 0 && (MaxCategories > 0 || MinCount > 1)) return "declared values and MaxCategories or MinCount exclude each other";
        if (Values.Count > 0 && How is ("Hashed" or "Count" or "Target")) return $"CategoricalEncoding.{How} takes no declared values";
        if (context.Type.Kind is not (ValueKind.Text or ValueKind.Flag or ValueKind.Enumeration) && DeclaredProblem(context.Type) is { } word) return word;
        if (context.Type.Kind == ValueKind.Flag && Values.FirstOrDefault(static v => v is not ("true" or "false")) is { } other)
            return $"the declared value '{other}' is neither 'true' nor 'false'";
        if (context.Type.Kind == ValueKind.Enumeration && Values.FirstOrDefault(v => !context.Type.Members.Contains(v)) is { } stranger)
            return $"'{context.Type.DisplayName}' has no member '{stranger}'; {Nearest.Hint(stranger, context.Type.Members)}";
        if (MaxCategories < 0) return $"MaxCategories is {MaxCategories}; it must be positive, or 0 for all";
        if (MinCount < 1) return $"MinCount is {MinCount}; it must be at least 1";
        if (HashBits is < 1 or > 24) return $"HashBits is {HashBits}; it must be 1 to 24";
        if (!(Smoothing >= 0) || double.IsInfinity(Smoothing)) return FormattableString.Invariant($"Smoothing is {Smoothing}; it must be finite and not negative");
        if (How == "Hashed" && (MaxCategories > 0 || MinCount > 1 || Unknown != "Zero")) return "CategoricalEncoding.Hashed knows no unknown or rare categories";
        return null;
    }

    private string? DeclaredProblem(ColumnType type)
    {
        var seen = new Dictionary<object, string>();
        foreach (string text in Values)
        {
            if (DeclaredCategory.Read(type, text) is not { } value) return $"the declared value '{text}' is no {DeclaredCategory.Said(type)}";
            if (seen.TryGetValue(value, out string before)) return $"the values '{before}' and '{text}' are the same";
            seen.Add(value, text);
        }
        return null;
    }

    public override string Canonical => FormattableString.Invariant(
        $"Categorical({How},Values=[{string.Join("|", Values)}],Unknown={Unknown},MaxCategories={MaxCategories},MinCount={MinCount},HashBits={HashBits},Smoothing={Smoothing:R})");

    public override string Comment => How switch
    {
        "OneHot" => Unknown == "Bucket" ? "one position per category, one for all others" : "one position per category",
        "Ordinal" => "the place of its category",
        "Hashed" => "the position that its hash names",
        "Native" => "the number of its category",
        "Count" => "the share of training rows with its category",
        _ => "the mean target of its category in training, shrunk to the overall mean",
    };

    public override bool UsesTarget => How == "Target";

    public override string Encoding => $"{Names.Columns}.CategoryEncoding<{Key}>";

    public override string Learner => $"{Names.Columns}.CategoryLearner<{Key}>";

    public override string Options
    {
        get
        {
            var set = new List<string>();
            if (IsNullable) set.Add("Nullable = true");
            if (How != "OneHot") set.Add($"Encoding = {Names.Root}.CategoricalEncoding.{How}");
            if (Values.Count > 0) set.Add($"Values = {Literals.Texts(Values)}");
            if (Unknown != "Zero") set.Add($"Unknown = {Names.Root}.Unknown.{Unknown}");
            if (MaxCategories > 0) set.Add($"MaxCategories = {MaxCategories}");
            if (MinCount > 1) set.Add($"MinCount = {MinCount}");
            if (How == "Hashed") set.Add($"HashBits = {HashBits}");
            if (How == "Target") set.Add($"Smoothing = {Literals.Number(Smoothing)}");
            return set.Count > 0 ? $"new() {{ {string.Join(", ", set)} }}" : "new()";
        }
    }

    public override string AddLine(EncodedMember member) => IsNullableValue
        ? $"{Names.Columns}.NullableCategories.Add({member.Own}, {member.Value}, target, fold);"
        : $"{member.Own}.Add({member.Value}, target, fold);";

    public override string Finish(EncodedMember member) => $"{member.Own}.Finish(ref position, folds)";

    public override string WriteLine(EncodedMember member)
    {
        string method = How switch { "OneHot" => "WriteOneHot", "Hashed" => "WriteHashed", _ => "WriteValue" };
        return IsNullableValue
            ? $"{Names.Columns}.NullableCategories.{method}(learned.{member.Property}, {member.Value}, ref sink);"
            : $"learned.{member.Property}.{method}({member.Value}, ref sink);";
    }

    // long? does not bind to a parameter of the open type TKey?, which is long for long.
    private bool IsNullableValue => Key != "string" && IsNullable;

    public override string Value(ColumnType type, string value) => type.Kind switch
    {
        ValueKind.Text => value,
        ValueKind.Flag => type.IsNullable ? $"{value} switch {{ true => \"true\", false => \"false\", null => null }}" : $"{value} ? \"true\" : \"false\"",
        ValueKind.Floating => $"{Names.Columns}.ExactCategory.Of({value}, {Literals.Text(Member)})",
        ValueKind.DateOnly or ValueKind.Character or ValueKind.Guid => value,
        ValueKind.Integer => type.Name == Key ? value : $"unchecked((long{(type.IsNullable ? "?" : "")}){value})",
        _ => type.EnumName(value),
    };
}
