using System.Globalization;
using MlDsl.Columns;

namespace MlDsl.Tool.Refitting;

/// <summary>A feature kind as a draft writes it, such as <c>Numeric(Scale = Scale.Standard)</c>, and the learner that it stands for.</summary>
/// <param name="Name">The attribute's name.</param>
/// <param name="Parts">The enumeration values in front of the options, as of <c>DateParts</c>; null where there are none.</param>
/// <param name="Options">The options by name, enumeration members without their type.</param>
internal sealed record KindText(string Name, string? Parts, IReadOnlyDictionary<string, string> Options)
{
    private static readonly string[] Kinds = ["Numeric", "Categorical", "Text", "DateParts"];

    /// <summary>Reads an attribute; null where it is no feature kind.</summary>
    public static KindText? Of(string attribute)
    {
        int open = attribute.IndexOf('(', StringComparison.Ordinal);
        string name = open < 0 ? attribute : attribute[..open];
        if (!Kinds.Contains(name)) return null;
        string[] said = open < 0 ? [] : attribute[(open + 1)..^1].Split(", ");
        var options = said.Select(static part => part.Split(" = ")).Where(static pair => pair.Length == 2).ToDictionary(static pair => pair[0], static pair => Last(pair[1]), StringComparer.Ordinal);
        return new KindText(name, said.FirstOrDefault(static part => !part.Contains('=', StringComparison.Ordinal)), options);
    }

    /// <summary>A learner of the kind that has seen nothing.</summary>
    /// <param name="member">The column's property.</param>
    /// <param name="type">Its type as a schema spells it.</param>
    public IColumnLearner Learner(string member, string type)
    {
        bool isNullable = type.EndsWith('?');
        switch (Name)
        {
            case "Numeric":
                var numeric = new NumericOptions { Scale = Enum<Scale>("Scale"), Impute = Enum<Impute>("Impute"), Indicator = Options.GetValueOrDefault("Indicator") == "true" };
                return new NumericLearner(member, numeric);
            case "Categorical":
                var category = new CategoryOptions
                {
                    Encoding = Enum<CategoricalEncoding>("Encoding"),
                    Unknown = Enum<Unknown>("Unknown"),
                    MinCount = int.Parse(Options.GetValueOrDefault("MinCount", "1"), CultureInfo.InvariantCulture),
                    Nullable = isNullable,
                };
                return type is "int" or "long" or "int?" or "long?" ? new CategoryLearner<long>(member, category) : new CategoryLearner<string>(member, category);
            case "Text":
                return new TextLearner(member, new TextOptions());
            default:
                DatePart parts = Parts is null ? new DatePartsAttribute().Parts : Parts.Split(" | ").Select(static part => System.Enum.Parse<DatePart>(Last(part))).Aggregate(static (all, part) => all | part);
                return new DatePartsLearner(member, new DatePartsOptions(parts, Cyclic: false)) { TellsSource = type is "System.DateTime" or "System.DateTime?" };
        }
    }

    private T Enum<T>(string option) where T : struct => Options.TryGetValue(option, out string? said) ? System.Enum.Parse<T>(said) : default;

    private static string Last(string name) => name[(name.LastIndexOf('.') + 1)..];
}
