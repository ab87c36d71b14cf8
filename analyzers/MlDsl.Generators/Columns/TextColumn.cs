namespace MlDsl.Generators.Columns;

/// <summary>Text as hashed n-grams.</summary>
internal sealed record TextColumn(string Member, int WordNgrams, int CharNgrams, int HashBits, bool TfIdf, bool Normalize) : ColumnKind
{
    public static ColumnKind? Read(KindContext context)
    {
        if (context.Type.Kind != ValueKind.Text) return context.RefuseType("Text", "string");
        var column = new TextColumn(
            context.Member.Name,
            context.Attribute.Named("WordNgrams", 1),
            context.Attribute.Named("CharNgrams", 0),
            context.Attribute.Named("HashBits", 16),
            context.Attribute.Named("TfIdf", true),
            context.Attribute.Named("Normalize", true));
        return column.Problem() is { } problem ? context.RefuseOption(problem) : column;
    }

    private string? Problem()
    {
        if (WordNgrams is < 0 or > 5) return $"WordNgrams is {WordNgrams}; it must be 0 to 5";
        if (CharNgrams is < 0 or > 8) return $"CharNgrams is {CharNgrams}; it must be 0 to 8";
        if (WordNgrams == 0 && CharNgrams == 0) return "WordNgrams and CharNgrams are both 0; one of them must be positive";
        if (HashBits is < 1 or > 24) return $"HashBits is {HashBits}; it must be 1 to 24";
        return null;
    }

    public override string Canonical =>
        FormattableString.Invariant($"Text(WordNgrams={WordNgrams},CharNgrams={CharNgrams},HashBits={HashBits},TfIdf={TfIdf},Normalize={Normalize})");

    public override string Comment => "its n-grams, each at the position that its hash names";

    public override string Encoding => $"{Names.Columns}.TextEncoding";

    public override string Learner => $"{Names.Columns}.TextLearner";

    public override string Options =>
        $"new() {{ WordNgrams = {WordNgrams}, CharNgrams = {CharNgrams}, HashBits = {HashBits}, "
        + $"TfIdf = {Literals.Flag(TfIdf)}, Normalize = {Literals.Flag(Normalize)} }}";

    public override string Value(ColumnType type, string value) => type.Present(value, Member);
}
