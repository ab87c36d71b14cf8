namespace MlDsl.Generators.Columns;

/// <summary>A vector of numbers, each element filled, clipped, scaled or binned by the same options.</summary>
internal sealed record VectorColumn(int Length, NumericColumn Element, bool MayMissElements) : ColumnKind
{
    public override string Canonical => FormattableString.Invariant($"{Element.Canonical.TrimEnd(')')},Length={Length})");

    public override string Comment => $"{Length} {(Length == 1 ? "element" : "elements")}, each {Element.Comment}";

    public override string Encoding => $"{Names.Columns}.VectorEncoding";

    public override string Learner => $"{Names.Columns}.VectorLearner";

    public override string Options
    {
        get
        {
            string element = Element.Options == "new()" ? "" : $", Element = {Element.Options}";
            return $"new() {{ Length = {Length}{element} }}";
        }
    }

    // The runtime's short paths take elements that are there.
    public override string WriteLine(EncodedMember member) =>
        $"learned.{member.Property}.{(MayMissElements ? "Write" : Element.Method)}({member.Value}, ref sink);";

    public override string Value(ColumnType type, string value) => ElementsOf(value);

    /// <summary>The elements of a vector as the runtime takes them.</summary>
    public static string ElementsOf(string value) => $"{Names.Columns}.Elements.Of({value})";
}
