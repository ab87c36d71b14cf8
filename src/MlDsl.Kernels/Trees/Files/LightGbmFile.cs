namespace MlDsl.Kernels;

/// <summary>
/// Reads models that LightGBM saved as text (versions 2 to 4). Rows, thresholds and sums are in double precision, as LightGBM's are: raw
/// scores equal its own bit for bit, those of leaves that are linear models (<c>linear_tree</c>) as well.
/// </summary>
public static class LightGbmFile
{
    // What follows the trees; files of LightGBM 2 have no line that ends them.
    private static readonly string[] Ends = ["end of trees", "feature importances:", "feature_importances:", "parameters:"];

    private const string PandasCategories = "pandas_categorical:";

    /// <summary>Reads a model.</summary>
    /// <param name="text">The content of the file.</param>
    /// <exception cref="TreeEnsembleException">The file is malformed, or of an unknown objective.</exception>
    public static TreeModel Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        ReadOnlyMemory<char> rest = text.AsMemory().TrimStart('\uFEFF');
        if (Line(ref rest).Span is not "tree") throw new TreeEnsembleException("The file is no LightGBM text model; its first line is not 'tree'");
        var header = new LightGbmSection("the header");
        List<LightGbmSection> sections = [];
        LightGbmSection current = header;
        bool isEnded = false;
        string pandas = "";
        int lines = 1;
        while (!rest.IsEmpty)
        {
            ReadOnlyMemory<char> line = Line(ref rest);
            lines++;
            foreach (string end in Ends) isEnded |= line.Span.SequenceEqual(end);
            if (line.Span.StartsWith(PandasCategories)) (isEnded, pandas) = (true, line[PandasCategories.Length..].ToString());
            else if (isEnded) continue;
            else if (line.Span.StartsWith("Tree=")) sections.Add(current = new LightGbmSection($"tree {sections.Count}"));
            else current.Add(line, lines);
        }
        CheckWhole(header, sections, isEnded, text.AsSpan().Count('\n') + 1);
        return Model(header, sections, pandas);
    }

    // The next line without the blanks around it; the rest is what follows it.
    private static ReadOnlyMemory<char> Line(ref ReadOnlyMemory<char> rest)
    {
        int end = rest.Span.IndexOf('\n');
        ReadOnlyMemory<char> line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return line.Trim();
    }

    private static TreeModel Model(LightGbmSection header, List<LightGbmSection> sections, string pandas)
    {
        int outputs = header.Has("num_tree_per_iteration") ? header.Integer("num_tree_per_iteration") : header.Integer("num_class");
        if (outputs < 1) throw new TreeEnsembleException($"The LightGBM model has {outputs} trees per iteration; at least one is expected");
        if (sections.Count == 0) throw new TreeEnsembleException("The LightGBM model has no trees; at least one is expected");
        if (sections.Count % outputs != 0) throw new TreeEnsembleException($"The LightGBM model has {sections.Count} trees, which its iterations of {outputs} do not divide");
        int features = TreeModel.Features(header.Integer("max_feature_idx") + 1L), iterations = sections.Count / outputs;
        string[] names = header.Words("feature_names", features), infos = header.Words("feature_infos", features);
        string objective = header.Has("objective") ? header.Text("objective") : "custom";
        LightGbmObjective meaning = LightGbmObjective.Of(objective);
        Tree[] trees = [.. sections.Select((section, i) => LightGbmTreeReader.Read(section, i, i % outputs, features))];
        return new TreeModel
        {
            Ensemble = new TreeEnsemble
            {
                IsDouble = true,
                FeatureCount = features,
                OutputCount = outputs,
                Trees = trees,
            },
            Objective = objective,
            Transform = meaning.Transform,
            Slope = meaning.Slope,
            Divisor = header.Has("average_output") ? iterations : 1,
            FeatureNames = names,
            Categories = LightGbmCategories.Read(pandas, names, infos, trees),
            SavedIterations = iterations,
            Iterations = iterations,
        };
    }

    // The last line of a tree tells its shrinkage; where nothing follows, a tree without it may have lost more than that.
    private static void CheckWhole(LightGbmSection header, List<LightGbmSection> sections, bool isEnded, int lines)
    {
        if (header.Has("tree_sizes") && header.Integers("tree_sizes").Length is var told && told != sections.Count)
            throw new TreeEnsembleException($"The LightGBM model is cut short or damaged: its header tells of {told} trees, it holds {sections.Count} in {lines} lines");
        if (!isEnded && !(sections.Count > 0 && sections[^1].Has("shrinkage")))
            throw new TreeEnsembleException($"The LightGBM model is cut short in line {lines}; the line 'end of trees' is missing, and the last tree's 'shrinkage'");
    }
}
