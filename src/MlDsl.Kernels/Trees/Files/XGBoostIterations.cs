using System.Text.Json;
using static MlDsl.Kernels.XGBoostJson;

namespace MlDsl.Kernels;

/// <summary>The iterations of boosting in an XGBoost model, each of one tree or several per output.</summary>
/// <param name="Saved">How many are in the file.</param>
/// <param name="Taken">How many take part.</param>
/// <param name="TreesTaken">The trees of those.</param>
internal sealed record XGBoostIterations(int Saved, int Taken, int TreesTaken)
{
    /// <param name="learner">The learner, among whose attributes early stopping writes the best iteration.</param>
    /// <param name="model">The trees.</param>
    /// <param name="trees">How many there are.</param>
    /// <param name="outputs">The classes or targets.</param>
    /// <param name="all">Whether the best iteration does not matter.</param>
    /// <exception cref="TreeEnsembleException">The iterations do not divide the trees.</exception>
    public static XGBoostIterations Read(JsonElement learner, JsonElement model, int trees, int outputs, bool all)
    {
        JsonElement? attributes = Find(learner, "attributes");
        int best = Whole(attributes, "best_iteration", -1);
        int[] starts = Starts(model, attributes, trees, outputs, best);
        int saved = starts.Length - 1;
        if (all || best < 0) return new(saved, saved, trees);
        if (best >= saved)
            throw new TreeEnsembleException($"The XGBoost model says that iteration {best} is its best one, but it has {saved}, from 0 on; save the model again after training");
        return new(saved, best + 1, starts[best + 1]);
    }

    // Where each iteration's trees start, and the end; models before 2.0 have equally many in each.
    private static int[] Starts(JsonElement model, JsonElement? attributes, int trees, int outputs, int best)
    {
        if (Find(model, "iteration_indptr") is { } given)
        {
            int[] starts = Integers(given, "iteration_indptr");
            bool isOrdered = starts is [0, ..] && starts[^1] == trees && starts.Zip(starts.Skip(1)).All(static pair => pair.First <= pair.Second);
            return isOrdered ? starts : throw new TreeEnsembleException($"The XGBoost model is malformed: 'iteration_indptr' does not lead from 0 to its {trees} trees");
        }
        // Before 1.4 the trees of an iteration are only known by the number of them that early stopping kept.
        int kept = Whole(attributes, "best_ntree_limit", 0);
        int parallel = Whole(Find(model, "gbtree_model_param"), "num_parallel_tree", best >= 0 && kept > 0 ? kept / (best + 1) : 1);
        long each = (long)Math.Max(1, parallel) * outputs;
        if (trees % each != 0) throw new TreeEnsembleException($"The XGBoost model has {trees} trees, which its iterations of {each} do not divide");
        return [.. Enumerable.Range(0, (int)(trees / each) + 1).Select(i => (int)(i * each))];
    }
}
