namespace MlDsl.Tool.Scaffolding;

/// <summary>Words in columns' names that say what a number cannot.</summary>
internal static class Words
{
    /// <summary>What attributes of people are called that law or a team's own rules may protect.</summary>
    public static IReadOnlyList<string> OfPeople { get; } = ["sex", "gender", "race", "ethnicity", "religion", "nationality", "disability", "orientation"];

    // What names a thing; a number does at the end of a name, and counts in number_of_rooms.
    private static readonly string[] Ids = ["id", "key", "uuid", "guid", "instant"];
    private const string Number = "number";

    /// <summary>Numbers that are names of kinds.</summary>
    public static IReadOnlyList<string> OfCodes { get; } = ["code", "type", "zip", "postcode", "category", "class"];

    /// <summary>What rows of a ranking belong to.</summary>
    public static IReadOnlyList<string> OfGroups { get; } = ["query", "group", "session", "search", "qid", "user"];

    /// <summary>Whether a column is called as one whose values name things.</summary>
    public static bool IsOfIds(string name) =>
        Ids.Any(word => Has(name, word)) || Has(name, Number) && name.TrimEnd("0123456789_.- ".ToCharArray()).EndsWith(Number, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a word is one of a name's: <c>userId</c> and <c>user_id</c> have <c>id</c>, <c>humid</c> has not.</summary>
    public static bool Has(string name, string word)
    {
        for (int at = name.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = name.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            int end = at + word.Length;
            bool begins = at == 0 || !char.IsLetter(name[at - 1]) || char.IsUpper(name[at]) && char.IsLower(name[at - 1]);
            bool ends = end == name.Length || !char.IsLower(name[end]);
            if (begins && ends) return true;
        }
        return false;
    }

    /// <summary>Whether whole numbers may be seconds since 1970: between 1990 and 2060, and their name speaks of time.</summary>
    public static bool IsSeconds(ColumnFacts column) =>
        column.Column.Name is { } name && (name.Contains("time", StringComparison.OrdinalIgnoreCase) || name.Contains("date", StringComparison.OrdinalIgnoreCase))
        && column.Values.All(static value => double.IsNaN(value) || value is > 631_152_000 and < 2_840_140_800);
}
