using System.Globalization;
using System.Text.Json;
using static MlDsl.Kernels.XGBoostJson;

namespace MlDsl.Kernels;

/// <summary>
/// Reads models that XGBoost saved as JSON or UBJSON (1.0 and later), of the boosters gbtree and dart. Margins equal XGBoost's bit for bit.
/// A missing value is NaN; that a model was trained with another <c>missing</c> is not in its file.
/// </summary>
public static class XGBoostFile
{
    /// <summary>Reads a model.</summary>
    /// <param name="file">The content of a <c>.json</c> or <c>.ubj</c> file.</param>
    /// <param name="allIterations">
    /// Where training was stopped early: whether every iteration takes part, as in <c>Booster.predict</c>, instead of those up to the best
    /// one, as in the <c>predict</c> of XGBoost's scikit-learn classes.
    /// </param>
    /// <exception cref="TreeEnsembleException">The file is malformed, or of another booster or objective.</exception>
    public static TreeModel Read(ReadOnlyMemory<byte> file, bool allIterations = false)
    {
        if (file.Span.StartsWith("\uFEFF"u8)) file = file["\uFEFF"u8.Length..];
        try
        {
            using JsonDocument document = JsonDocument.Parse(UbjsonReader.IsUbjson(file.Span) ? UbjsonReader.ToJson(file.Span) : LooseJson.Quote(file));
            return Read(document.RootElement, allIterations);
        }
        catch (JsonException problem)
        {
            throw new TreeEnsembleException($"The XGBoost model is no JSON: {problem.Message}", problem);
        }
    }

    private static TreeModel Read(JsonElement root, bool allIterations)
    {
        JsonElement learner = Member(root, "learner", "the file");
        JsonElement parameters = Member(learner, "learner_model_param", "the learner");
        string name = Text(Member(Member(learner, "objective", "the learner"), "name", "the objective"), "objective");
        JsonElement booster = Member(learner, "gradient_booster", "the learner");
        string kind = Find(booster, "name") is { } given ? Text(given, "name") : "gbtree";
        if (kind is not ("gbtree" or "dart")) throw new TreeEnsembleException($"The XGBoost booster '{kind}' has no trees; gbtree and dart are read");
        JsonElement model = Member(kind == "dart" ? Member(booster, "gbtree", "the booster") : booster, "model", "the booster");
        JsonElement[] trees = [.. List(Member(model, "trees", "the model"), "trees")];
        if (trees.Length == 0) throw new TreeEnsembleException("The XGBoost model has no trees; at least one is expected");

        // Only a made-up file has outputs that no tree votes for.
        int features = TreeModel.Features(Whole(parameters, "num_feature", 0)), outputs = Math.Max(1, Math.Max(Whole(parameters, "num_class", 0), Whole(parameters, "num_target", 1)));
        bool hasVectors = Whole(Find(trees[0], "tree_param"), "size_leaf_vector", 0) > 1;
        if (outputs > trees.Length && !hasVectors) throw new TreeEnsembleException($"The XGBoost model has {outputs} outputs and {trees.Length} trees; each output has one at least");
        var objective = new XGBoostObjective(name, SavedBy(root), outputs);
        string[] names = Texts(learner, "feature_names", features), types = Texts(learner, "feature_types", features);
        XGBoostIterations iterations = XGBoostIterations.Read(learner, model, trees.Length, outputs, allIterations);
        return new TreeModel
        {
            Ensemble = new TreeEnsemble
            {
                FeatureCount = features,
                OutputCount = outputs,
                Trees = FromBase(ReadTrees(trees, kind == "dart" ? booster : model, model, new XGBoostTreeReader(features, outputs), iterations.TreesTaken), BaseMargins(parameters, objective)),
            },
            Objective = name,
            Transform = objective.Transform,
            PicksClass = objective.PicksClass,
            FeatureNames = names,
            Categories = XGBoostCategories.Read(model, names, types, features),
            SavedIterations = iterations.Saved,
            Iterations = iterations.Taken,
        };
    }

    private static Version SavedBy(JsonElement root) =>
        Find(root, "version") is { } value && Integers(value, "version") is [>= 0 and var major, >= 0 and var minor, ..] ? new(major, minor) : new(1, 0);

    private static List<Tree> ReadTrees(JsonElement[] trees, JsonElement weighted, JsonElement model, XGBoostTreeReader reader, int taken)
    {
        int[] info = Integers(Member(model, "tree_info", "the model"), "tree_info");
        if (info.Length != trees.Length) throw new TreeEnsembleException($"The XGBoost model has {trees.Length} trees and {info.Length} entries of tree_info");
        float[] drops = Find(weighted, "weight_drop") is { } weights ? Floats(weights, "weight_drop") : [];
        if (drops.Length > 0 && drops.Length != trees.Length) throw new TreeEnsembleException($"The XGBoost model has {trees.Length} trees and {drops.Length} entries of weight_drop");
        return [.. trees.Take(taken).Select((tree, i) => reader.Read(tree, i, info[i], drops.Length == 0 ? 1f : drops[i]))];
    }

    // XGBoost's sum starts at the margin of the base score: the first tree of each output is given it, so that the order of additions is the same.
    private static List<Tree> FromBase(List<Tree> trees, float[] margins)
    {
        for (int output = 0; output < margins.Length; output++)
        {
            float margin = margins[output];
            int first = trees.FindIndex(tree => tree.Weights.Any(weight => weight.Output == output));
            if (first < 0) trees.Insert(0, new Tree { Nodes = [TreeNode.Leaf(0)], Weights = [new LeafWeight(output, margin)], Covers = [1] });
            else trees[first] = trees[first] with { Weights = [.. trees[first].Weights.Select(weight => weight.Output == output ? weight with { Value = margin + (float)weight.Value } : weight)] };
        }
        return trees;
    }

    // One number, or since XGBoost 3 a list of one per output, written as a text either way.
    private static float[] BaseMargins(JsonElement parameters, XGBoostObjective objective)
    {
        string text = Text(Member(parameters, "base_score", "the parameters"), "base_score");
        float[] margins = [.. text.Trim('[', ']', ' ').Split(',').Select(part => float.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out float score)
            ? objective.Margin(score)
            : throw new TreeEnsembleException($"The XGBoost model's base_score '{text}' is no number"))];
        if (margins.Length == objective.Outputs) return margins;
        return margins.Length == 1
            ? [.. Enumerable.Repeat(margins[0], objective.Outputs)]
            : throw new TreeEnsembleException($"The XGBoost model has {margins.Length} base scores for {objective.Outputs} outputs");
    }

    private static string[] Texts(JsonElement learner, string name, int features)
    {
        if (Find(learner, name) is not { } list) return [];
        string[] texts = [.. List(list, name).Select(item => Text(item, name))];
        return texts.Length == 0 || texts.Length == features ? texts : throw new TreeEnsembleException($"The XGBoost model has {features} features and {texts.Length} entries of {name}");
    }
}
