using System.Globalization;

namespace MlDsl.Kernels;

/// <summary>
/// Reads models that LightGBM saved as text (versions 2 to 4). Rows are single-precision: decisions are those of LightGBM for them, since
/// thresholds are rounded down; leaves are added in single precision, where LightGBM adds in double.
/// </summary>
public static class LightGbmFile
{
    /// <summary>Reads a model.</summary>
    /// <param name="text">The content of the file.</param>
    /// <exception cref="TreeEnsembleException">The file is malformed, of an unknown objective, or has linear leaves.</exception>
    public static TreeModel Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] lines = text.Split('\n');
        if (lines[0].Trim() != "tree") throw new TreeEnsembleException("The file is no LightGBM text model; its first line is not 'tree'");
        var header = new LightGbmSection("the header");
        List<LightGbmSection> sections = [];
        LightGbmSection current = header;
        bool isEnded = false;
        for (int i = 1; i < lines.Length && !isEnded; i++)
        {
            string line = lines[i].Trim();
            isEnded = line == "end of trees";
            if (line.StartsWith("Tree=", StringComparison.Ordinal)) sections.Add(current = new LightGbmSection($"tree {sections.Count}"));
            else if (!isEnded) current.Add(line);
        }
        if (!isEnded) throw new TreeEnsembleException("The LightGBM model is cut short; the line 'end of trees' is missing");

        int features = header.Integer("max_feature_idx") + 1, outputs = header.Integer("num_tree_per_iteration");
        if (outputs < 1) throw new TreeEnsembleException($"The LightGBM model has {outputs} trees per iteration; at least one is expected");
        string objective = header.Has("objective") ? header.Text("objective") : "regression";
        LightGbmObjective meaning = LightGbmObjective.Of(objective);
        bool isAverage = header.Has("average_output");
        return new TreeModel
        {
            Ensemble = new TreeEnsemble
            {
                FeatureCount = features,
                OutputCount = outputs,
                Trees = [.. sections.Select((section, i) => LightGbmTreeReader.Read(section, i, i % outputs, isAverage ? (double)outputs / sections.Count : 1))],
            },
            Objective = objective,
            Transform = meaning.Transform,
            Slope = meaning.Slope,
            FeatureNames = header.Has("feature_names") ? header.Text("feature_names").Split(' ', StringSplitOptions.RemoveEmptyEntries) : [],
        };
    }
}

/// <summary>The lines "name=value" of one section.</summary>
internal sealed class LightGbmSection(string place)
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    public void Add(string line)
    {
        int equals = line.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0) values[line[..equals]] = line[(equals + 1)..];
        else if (line.Length > 0) values[line] = "";
    }

    public bool Has(string name) => values.ContainsKey(name);

    public string Text(string name) => values.TryGetValue(name, out string? value)
        ? value
        : throw new TreeEnsembleException($"The LightGBM model is malformed: {place} has no '{name}'");

    public int Integer(string name) => Parse(name, Text(name), int.TryParse(Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value), value);

    public int[] Integers(string name) => [.. Parts(name).Select(part => Parse(name, part, int.TryParse(part, NumberStyles.Integer, CultureInfo.InvariantCulture, out int value), value))];

    public uint[] Words(string name) => [.. Parts(name).Select(part => Parse(name, part, uint.TryParse(part, NumberStyles.Integer, CultureInfo.InvariantCulture, out uint value), value))];

    public double[] Doubles(string name) => [.. Parts(name).Select(part => Parse(name, part, double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double value), value))];

    private string[] Parts(string name) => Text(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private T Parse<T>(string name, string text, bool isNumber, T value) => isNumber
        ? value
        : throw new TreeEnsembleException($"The LightGBM model is malformed: {place} has '{text}' for a number of '{name}'");
}

/// <summary>What a LightGBM objective makes of the raw score.</summary>
internal sealed record LightGbmObjective(MarginTransform Transform, float Slope)
{
    /// <summary>Reads an objective with its settings, for example <c>binary sigmoid:1</c>.</summary>
    /// <exception cref="TreeEnsembleException">It is unknown.</exception>
    public static LightGbmObjective Of(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) throw new TreeEnsembleException("The LightGBM model is malformed: its objective is empty");
        bool isRoot = words.Contains("sqrt");
        string? setting = Array.Find(words, static word => word.StartsWith("sigmoid:", StringComparison.Ordinal))?["sigmoid:".Length..];
        float slope = 1f;
        if (setting is not null && !float.TryParse(setting, NumberStyles.Float, CultureInfo.InvariantCulture, out slope))
            throw new TreeEnsembleException($"The LightGBM model is malformed: '{text}' has a sigmoid that is no number");
        return words[0] switch
        {
            "binary" or "multiclassova" => new(MarginTransform.Logistic, slope),
            "cross_entropy" => new(MarginTransform.Logistic, 1f),
            "cross_entropy_lambda" => new(MarginTransform.Softplus, 1f),
            "multiclass" => new(MarginTransform.Softmax, 1f),
            "poisson" or "gamma" or "tweedie" => new(MarginTransform.Exponential, 1f),
            "regression" or "regression_l1" or "huber" or "fair" or "quantile" or "mape" => new(isRoot ? MarginTransform.SignedSquare : MarginTransform.Identity, 1f),
            "lambdarank" or "rank_xendcg" or "custom" => new(MarginTransform.Identity, 1f),
            _ => throw new TreeEnsembleException($"The LightGBM objective '{text}' is unknown; save the model with one of LightGBM's own objectives"),
        };
    }
}
