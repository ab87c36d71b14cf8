using System.Globalization;

namespace MlDsl.Labels;

/// <summary>Labels as a project allows them.</summary>
internal static class LabelValues
{
    /// <summary>The label that a line holds: a text, a number, or a list of texts.</summary>
    /// <exception cref="LineProblem">It is none of this project.</exception>
    public static IReadOnlyList<string> Of(LabelProject project, object said) => (project.Task, said) switch
    {
        (LabelTask.Choice or LabelTask.Preference, string name) => [Class(project, name)],
        (LabelTask.Multiple, List<string> names) => Several(project, names),
        (LabelTask.Multiple, string name) => [Class(project, name)],
        (LabelTask.Number, double number) => [Number(project, number)],
        (LabelTask.Text, string text) => [text],
        _ => throw new LineProblem("label", $"a label of the task '{project.Task.ToString().ToLowerInvariant()}' is {Form(project.Task)}"),
    };

    /// <summary>The label that somebody typed.</summary>
    /// <exception cref="LineProblem">It is none of this project.</exception>
    public static IReadOnlyList<string> OfTyped(LabelProject project, string typed) => project.Task switch
    {
        LabelTask.Text => typed.Length > 0 ? [typed] : throw new LineProblem(null, "nothing was typed"),
        LabelTask.Number => double.TryParse(typed, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? [Number(project, number)]
            : throw new LineProblem(null, $"'{Visible.Of(typed)}' is no number, such as 3.5"),
        LabelTask.Multiple => typed == "=" ? [] : typed.Length == 0 ? throw new LineProblem(null, "nothing was typed; = says that none of the classes is it") : Several(project, [.. Parts(project, typed).Select(part => Typed(project, part))]),
        _ => [Typed(project, typed)],
    };

    // Keys side by side, or keys and names with commas between them.
    private static IEnumerable<string> Parts(LabelProject project, string typed) =>
        typed.Contains(',', StringComparison.Ordinal) || project.Classes.Any(c => c.Name == typed) ? typed.Split(',', StringSplitOptions.TrimEntries) : typed.Where(static c => !char.IsWhiteSpace(c)).Select(static c => c.ToString());

    private static string Typed(LabelProject project, string typed)
    {
        if (project.Classes.FirstOrDefault(c => c.Name == typed) is { } named) return named.Name;
        if (typed.Length == 1 && project.Classes.FirstOrDefault(c => c.Key == typed[0]) is { } keyed) return keyed.Name;
        throw new LineProblem(null, $"'{Visible.Of(typed)}' is no class; there are {string.Join(", ", project.Classes.Select(static c => $"{c.Key} {Visible.Of(c.Name)}"))}");
    }

    private static string Class(LabelProject project, string name) => project.Classes.Any(c => c.Name == name)
        ? name
        : throw new LineProblem("label", $"'{Visible.Of(name)}' is no class of the project; {(NearestName.Find(name, project.ClassNames) is { } near ? $"did you mean '{Visible.Of(near)}'?" : $"there are {string.Join(", ", project.ClassNames.Select(static c => Visible.Of(c)))}")}");

    // In the order of the classes, so that the same classes are the same label.
    private static string[] Several(LabelProject project, List<string> names)
    {
        if (names.GroupBy(static name => name, StringComparer.Ordinal).FirstOrDefault(static g => g.Count() > 1) is { } twice) throw new LineProblem("label", $"'{Visible.Of(twice.Key)}' is there twice");
        foreach (string name in names) Class(project, name);
        return [.. project.ClassNames.Where(name => names.Contains(name, StringComparer.Ordinal))];
    }

    private static string Number(LabelProject project, double number)
    {
        if (!double.IsFinite(number)) throw new LineProblem("label", "the number is not finite");
        if (number < project.Minimum || number > project.Maximum)
            throw new LineProblem("label", $"{LabelProject.NumberText(number)} is outside of {(project.Minimum is { } least ? LabelProject.NumberText(least) : "…")} to {(project.Maximum is { } most ? LabelProject.NumberText(most) : "…")}");
        return LabelProject.NumberText(number);
    }

    private static string Form(LabelTask task) => task switch
    {
        LabelTask.Multiple => "a list of classes, such as [\"a\",\"b\"]",
        LabelTask.Number => "a number without quotes",
        LabelTask.Text => "a text in quotes",
        _ => "a class in quotes",
    };
}
