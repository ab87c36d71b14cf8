using System.ComponentModel.DataAnnotations;
using MlDsl.Kernels;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests.Rows;

/// <summary>Boosted trees of squared errors, of plain code: a tree trainer that MlDsl does not know. Classes are boosted one against all others.</summary>
public sealed record GrownOptions : TrainerOptions
{
    public int Rounds { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Rounds)); } = 6;

    public int Depth { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Depth)); } = 4;

    public override TargetKind Targets => TargetKind.Value | TargetKind.TwoClasses | TargetKind.Classes;

    public override TrainedPredictor Train(TrainingProblem problem, TrainingControl control)
    {
        List<float[]> rows = [];
        List<float> labels = [];
        foreach (FeatureBlock block in problem.Rows.Blocks(control.Cancellation))
        {
            for (int i = 0; i < block.Rows; i++)
            {
                var row = new float[problem.Rows.Width];
                for (int entry = block.RowStart[i]; entry < block.RowStart[i + 1]; entry++) row[block.Positions[entry]] = block.Values[entry];
                rows.Add(row);
                labels.Add(block.Labels[i]);
            }
        }
        int outputs = problem.Target == TargetKind.Classes ? problem.Classes : 1;
        var left = new double[outputs][];
        for (int k = 0; k < outputs; k++) left[k] = [.. labels.Select(y => outputs > 1 ? (y == k ? 1.0 : -1.0) : y)];
        List<Tree> trees = [];
        for (int round = 0; round < Rounds; round++)
            for (int k = 0; k < outputs; k++) trees.Add(new Grower(rows, left[k], k).Grow(Depth));
        var ensemble = new TreeEnsemble { IsDouble = true, FeatureCount = problem.Rows.Width, OutputCount = outputs, Trees = trees };
        Link link = problem.Target switch { TargetKind.Classes => Link.Softmax, TargetKind.TwoClasses => Link.Logit, _ => Link.Identity };
        return new TrainedPredictor(new TreePredictor(ensemble), link, new TrainingLog(Rounds, true, 0));
    }

    protected internal override void Describe(OptionWriter options)
    {
        options.Write(nameof(Rounds), Rounds);
        options.Write(nameof(Depth), Depth);
    }

    /// <summary>Grows one tree on what is left to explain, and takes away what it explains.</summary>
    private sealed class Grower(List<float[]> rows, double[] left, int output)
    {
        private readonly List<TreeNode> nodes = [];
        private readonly List<LeafWeight> weights = [];

        public Tree Grow(int depth)
        {
            Split([.. Enumerable.Range(0, rows.Count)], depth);
            return new Tree { Nodes = nodes, Weights = weights };
        }

        private int Split(int[] own, int depth)
        {
            int place = nodes.Count;
            nodes.Add(default);
            var (feature, threshold, gain) = depth == 0 ? (0, 0, 0) : Best(own);
            if (gain <= 1e-9)
            {
                double value = own.Average(i => left[i]) * 0.7;
                foreach (int i in own) left[i] -= value;
                nodes[place] = TreeNode.Leaf(weights.Count);
                weights.Add(new LeafWeight(output, value));
                return place;
            }
            int yes = Split([.. own.Where(i => rows[i][feature] <= threshold)], depth - 1), no = Split([.. own.Where(i => rows[i][feature] > threshold)], depth - 1);
            nodes[place] = TreeNode.Branch(feature, TreeComparison.LessOrEqual, threshold, yes, no, missingIsTrue: feature % 2 == 0);
            return place;
        }

        private (int Feature, double Threshold, double Gain) Best(int[] own)
        {
            var best = (Feature: 0, Threshold: 0.0, Gain: 0.0);
            double all = own.Sum(i => left[i]);
            for (int feature = 0; feature < rows[0].Length; feature++)
            {
                int[] sorted = [.. own.OrderBy(i => rows[i][feature])];
                double sum = 0;
                for (int n = 1; n < sorted.Length; n++)
                {
                    sum += left[sorted[n - 1]];
                    float low = rows[sorted[n - 1]][feature], high = rows[sorted[n]][feature];
                    double gain = (sum * sum / n) + ((all - sum) * (all - sum) / (sorted.Length - n)) - (all * all / sorted.Length);
                    if (low < high && gain > best.Gain) best = (feature, ((double)low + high) / 2, gain);
                }
            }
            return best;
        }
    }
}

[AttributeUsage(AttributeTargets.Class)]
[Trainer(typeof(GrownOptions), Targets = TargetKind.Value | TargetKind.TwoClasses | TargetKind.Classes)]
public sealed class GrownAttribute : Attribute
{
    [Range(1, 100)]
    public int Rounds { get; init; } = 6;

    [Range(1, 10)]
    public int Depth { get; init; } = 4;
}

[Model<Sale, Regression>, Grown(Rounds = 5)]
public sealed partial class GrownSaleModel;
