using MlDsl.Compiler.Catalog;
using MlDsl.Kernels;
using MlDsl.Kernels.Operators;

namespace MlDsl.Compiler.Rows;

/// <summary>Trees are scored as they are packed; what becomes a feature is written where they read it.</summary>
internal static class TreeRule
{
    public static RowCell[][]? Apply(RowStep step)
    {
        if (!step.Class.IsGenericType || step.Argument<PackedTreeBytes>("scorer") is not { } trees || step.Class.GetGenericArguments()[0] == typeof(Half)) return null;
        var scorer = TreeScorer.Load(trees.Bytes);
        Type element = scorer.IsDouble ? typeof(double) : typeof(float);
        if (step.Cells.Length < scorer.FeatureCount) return null;
        RowCell[] features = [.. step.Cells.Take(scorer.FeatureCount).Select(cell => step.Convert(cell, element))];
        var node = step.Add(new TreesNode(features, trees, scorer.OutputCount, scorer.IsClassifier) { Name = step.Name });
        RowCell[] scores = [.. Enumerable.Range(0, scorer.OutputCount).Select(place => new ResultCell(element, node, place))];

        Type open = step.Class.GetGenericTypeDefinition();
        if (open == typeof(TreePrediction<>)) return [Predicted(step, scores, element), scores];
        if (open == typeof(TreeEnsembleScores<>)) return [scores];
        RowCell[] rounded = [.. scores.Select(score => step.Convert(score, typeof(float)))];
        if (open == typeof(TreeEnsembleRegressor<>)) return [rounded];
        if (open != typeof(TreeEnsembleClassifier<,>)) return null;
        var chosen = step.Add(new ClassNode(node) { Name = step.Name });
        return [[new ColumnCell(chosen, ((IClassifier)step.Step.Operator.Instance).Classes)], rounded];
    }

    private static RowCell[] Predicted(RowStep step, RowCell[] scores, Type element)
    {
        if (step.Argument("picksClass", 0L) != 0)
            return [step.Convert(new ResultCell(typeof(int), step.Add(new HighestNode(scores) { Name = step.Name }), 0), element)];
        string transform = step.Argument("transform", nameof(MarginTransform.Identity))!;
        long divisor = step.Argument("divisor", 1L);
        if (transform == nameof(MarginTransform.Identity) && divisor == 1) return scores;
        var node = step.Add(new TransformNode("Finish", transform, [step.Argument("slope", 1.0), divisor], scores) { Name = step.Name });
        return [.. scores.Select((_, place) => new ResultCell(element, node, place))];
    }
}
