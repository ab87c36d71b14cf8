namespace MlDsl.Labels;

/// <summary>What versions say of reviewed rows, by the rows' ids.</summary>
internal sealed class AnswerTable
{
    private readonly IReadOnlyList<VersionAnswers> versions;
    private readonly Dictionary<string, ModelAnswer>[] answers;
    private readonly string[] classes;

    /// <exception cref="LabelQualityException">A version lacks a row, has it twice, or has another label of it than the first one.</exception>
    public AnswerTable(IReadOnlyList<VersionAnswers> versions, IEnumerable<string> ids)
    {
        if (versions.Count == 0) throw new LabelQualityException("There is no version; give what a model says of the rows that were reviewed");
        if (versions.GroupBy(static v => v.Version, StringComparer.Ordinal).FirstOrDefault(static same => same.Count() > 1) is { } twice)
            throw new LabelQualityException($"The version '{Visible.Of(twice.Key)}' is there twice; name each once");
        this.versions = versions;
        answers = [.. versions.Select(ById)];
        foreach (string id in ids) Check(id);
        classes = [.. answers.SelectMany(static version => version.Values).SelectMany(static answer => new[] { answer.Actual, answer.Predicted }).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    public TagVersion[] Versions(string[] ids) => [.. answers.Select((version, i) =>
    {
        int wrong = ids.Count(id => IsWrong(version[id]));
        var cells = new double[classes.Length * classes.Length];
        foreach (string id in ids) cells[(Array.IndexOf(classes, version[id].Actual) * classes.Length) + Array.IndexOf(classes, version[id].Predicted)]++;
        return new TagVersion(versions[i].Version, ids.Length, wrong, PairedShares.Wilson(wrong, ids.Length), new ConfusionMatrix(classes, cells));
    })];

    public TagChange[] Changes(string[] ids) => [.. Enumerable.Range(0, answers.Length - 1).Select(i =>
    {
        int mended = ids.Count(id => IsWrong(answers[i][id]) && !IsWrong(answers[i + 1][id])), broken = ids.Count(id => !IsWrong(answers[i][id]) && IsWrong(answers[i + 1][id]));
        return new TagChange(versions[i].Version, versions[i + 1].Version, mended, broken, PairedShares.Difference(broken, mended, ids.Length), PairedShares.McNemar(broken, mended));
    })];

    private static bool IsWrong(ModelAnswer answer) => answer.Actual != answer.Predicted;

    private static Dictionary<string, ModelAnswer> ById(VersionAnswers version)
    {
        var byId = new Dictionary<string, ModelAnswer>(StringComparer.Ordinal);
        foreach (ModelAnswer answer in version.Answers)
        {
            if (!byId.TryAdd(answer.Id, answer))
                throw new LabelQualityException($"The version '{Visible.Of(version.Version)}' has two answers of the row '{Visible.Of(answer.Id)}'; give each row an id of its own");
        }
        return byId;
    }

    private void Check(string id)
    {
        ModelAnswer? first = null;
        for (int i = 0; i < answers.Length; i++)
        {
            if (!answers[i].TryGetValue(id, out ModelAnswer? answer))
                throw new LabelQualityException($"The version '{Visible.Of(versions[i].Version)}' has no answer of the row '{Visible.Of(id)}', which was reviewed; give what every version says of every such row");
            first ??= answer;
            if (answer.Actual != first.Actual)
                throw new LabelQualityException($"The row '{Visible.Of(id)}' has the label '{Visible.Of(first.Actual)}' in '{Visible.Of(versions[0].Version)}' and '{Visible.Of(answer.Actual)}' in '{Visible.Of(versions[i].Version)}'; ask every version of the same labels");
        }
    }
}
