using System.Globalization;

namespace MlDsl.Labels;

/// <summary>What is labelled, by whom and how: the file <c>project.json</c> of a labelling folder. Checked when it is made.</summary>
public sealed record LabelProject
{
    /// <summary>The characters that mean something else than a class: guidelines, undo, skip, unsure, stop, a note, none of the classes, and what stands between classes.</summary>
    public const string ReservedKeys = "?<>~.#=,";

    /// <summary>What the project is called.</summary>
    public required string Name { get; init; }

    /// <summary>What annotators are asked.</summary>
    public required LabelTask Task { get; init; }

    /// <summary>The question, in words.</summary>
    public string Question { get; init; } = "";

    /// <summary>The classes in their order, which is that of an ordinal scale; none of numbers and texts.</summary>
    public IReadOnlyList<LabelClass> Classes { get; init; } = [];

    /// <summary>The file of the items, from the folder of the project: separated values with a header, or <c>.jsonl</c> with an object on each line.</summary>
    public required string ItemFile { get; init; }

    /// <summary>The column that tells items apart; null for the hash of what is shown.</summary>
    public string? IdColumn { get; init; }

    /// <summary>The columns that are shown; all but the id where empty. Of a preference the last two are compared.</summary>
    public IReadOnlyList<string> Show { get; init; } = [];

    /// <summary>What stands between the fields of the items' file; null for a comma, or a tab in <c>.tsv</c> files.</summary>
    public char? Separator { get; init; }

    /// <summary>Who labels; anybody where empty.</summary>
    public IReadOnlyList<string> Annotators { get; init; } = [];

    /// <summary>How many annotators label each item, at least 1.</summary>
    public int Redundancy { get; init; } = 1;

    /// <summary>Items that no queue names come in an order of this seed, the same for every annotator.</summary>
    public long Seed { get; init; }

    /// <summary>The least number that is an answer; null for any.</summary>
    public double? Minimum { get; init; }

    /// <summary>The largest number that is an answer; null for any.</summary>
    public double? Maximum { get; init; }

    /// <summary>The file of the guidelines, in Markdown, from the folder of the project; it need not be there.</summary>
    public string Guidelines { get; init; } = "guidelines.md";

    /// <summary>The names of the classes.</summary>
    public IReadOnlyList<string> ClassNames => [.. Classes.Select(static c => c.Name)];

    /// <summary>Reads what <see cref="ToJson"/> writes, or a person.</summary>
    /// <param name="json">The text.</param>
    /// <param name="file">What messages call it.</param>
    /// <exception cref="LabelException">It is no project; the message names the member.</exception>
    public static LabelProject Parse(string json, string file = "project.json") => LabelProjectJson.Read(json, file).Checked(file);

    /// <summary>The text of the file, for people as well.</summary>
    public string ToJson() => LabelProjectJson.Write(this);

    /// <summary>The project with keys and what a task implies filled in, or the first thing that is wrong with it.</summary>
    /// <exception cref="LabelException">Something is missing, twice or out of its range.</exception>
    internal LabelProject Checked(string file)
    {
        if (string.IsNullOrWhiteSpace(Name)) throw Wrong("name", "is empty; name the project");
        if (string.IsNullOrWhiteSpace(ItemFile)) throw Wrong("items.file", "is empty; name the file of the items");
        if (Redundancy is < 1 or > 1000) throw Wrong("redundancy", FormattableString.Invariant($"is {Redundancy}; it is 1 to 1000 labels for each item"));
        if (Annotators.FirstOrDefault(string.IsNullOrWhiteSpace) is not null) throw Wrong("annotators", "has an empty name; leave it out");
        if (Annotators.GroupBy(static name => name.Trim(), StringComparer.OrdinalIgnoreCase).FirstOrDefault(static g => g.Count() > 1) is { } twice)
            throw Wrong("annotators", $"has '{Visible.Of(twice.Key)}' twice; give each person a name of their own");
        if (Annotators.Count > 0 && Redundancy > Annotators.Count)
            throw Wrong("redundancy", FormattableString.Invariant($"is {Redundancy}, and there are {Annotators.Count} annotators, none of whom labels an item twice; name more, or lower it"));
        if (Minimum > Maximum) throw Wrong("minimum", FormattableString.Invariant($"is {Minimum}, above maximum {Maximum}"));
        if (Task != LabelTask.Number && (Minimum ?? Maximum) is not null) throw Wrong("minimum", "and maximum belong to the task 'number'");
        if (Task == LabelTask.Preference && Show.Count < 2) throw Wrong("items.show", "names less than two columns; the last two are what a preference compares");
        LabelProject whole = Task == LabelTask.Preference && Classes.Count == 0
            ? this with { Classes = [new LabelClass("first", '1'), new LabelClass("second", '2'), new LabelClass("tie", '0')] }
            : this;
        whole.CheckClasses(Wrong);
        return whole;

        LabelException Wrong(string member, string problem) => new($"{file}: '{member}' {problem}");
    }

    /// <summary>Gives each class the first character of its name that is free, or a digit.</summary>
    internal static IReadOnlyList<LabelClass> WithKeys(IReadOnlyList<LabelClass> classes)
    {
        const char None = '\0';
        HashSet<char> taken = [.. classes.Select(static c => c.Key), .. ReservedKeys];
        var keyed = new List<LabelClass>();
        foreach (LabelClass one in classes)
        {
            char key = one.Key != None ? one.Key : $"{one.Name.ToLowerInvariant()}1234567890abcdefghijklmnopqrstuvwxyz".FirstOrDefault(c => !taken.Contains(c) && char.IsLetterOrDigit(c));
            taken.Add(key);
            keyed.Add(one with { Key = key });
        }
        return keyed;
    }

    /// <summary>A number as labels have it: the shortest text of it.</summary>
    internal static string NumberText(double number) => (number == 0 ? 0 : number).ToString("R", CultureInfo.InvariantCulture);

    private void CheckClasses(Func<string, string, LabelException> wrong)
    {
        bool hasClasses = Task is LabelTask.Choice or LabelTask.Multiple or LabelTask.Preference;
        if (!hasClasses && Classes.Count > 0) throw wrong("classes", $"belong to no task '{Task.ToString().ToLowerInvariant()}'; leave them out");
        if (hasClasses && Classes.Count < (Task == LabelTask.Multiple ? 1 : 2)) throw wrong("classes", $"are too few for the task '{Task.ToString().ToLowerInvariant()}'; name {(Task == LabelTask.Multiple ? "one" : "two")} at least");
        if (Task == LabelTask.Preference && Classes.Count > 3) throw wrong("classes", "of a preference are three at most: the first, the second, neither");
        foreach (LabelClass one in Classes)
        {
            if (string.IsNullOrWhiteSpace(one.Name)) throw wrong("classes", "have one without a name");
            if (one.Name.Trim() != one.Name || one.Name.Any(char.IsControl)) throw wrong("classes", $"have '{Visible.Of(one.Name)}' with blanks around it or control characters in it; a label is compared character by character");
            if (Task == LabelTask.Multiple && one.Name.Contains('|', StringComparison.Ordinal)) throw wrong("classes", $"have '{Visible.Of(one.Name)}' with '|', which stands between several classes; name it otherwise");
            if (ReservedKeys.Contains(one.Key, StringComparison.Ordinal) || char.IsWhiteSpace(one.Key) || char.IsControl(one.Key))
                throw wrong("classes", $"give '{Visible.Of(one.Name)}' the key '{one.Key}', which means something else; take a letter or a digit");
        }
        if (Classes.GroupBy(static c => c.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(static g => g.Count() > 1) is { } name) throw wrong("classes", $"have '{Visible.Of(name.Key)}' twice");
        if (Classes.GroupBy(static c => c.Key).FirstOrDefault(static g => g.Count() > 1) is { } key) throw wrong("classes", $"have the key '{key.Key}' twice, of {string.Join(" and ", key.Select(c => $"'{Visible.Of(c.Name)}'"))}");
    }
}
