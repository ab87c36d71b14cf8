extern alias compiler;

using compiler::MlDsl.Compiler.Onnx;
using MlDsl.Kernels;

namespace MlDsl.Benchmarks.Real;

/// <summary>The trees of a model on rows whose texts are encoded, beside LightGBM's library.</summary>
internal sealed class RealEncoded : IDisposable
{
    private const int Width = 64, Numbers = 12, FirstTexts = 12, SecondTexts = 40;
    private readonly float[] rows = new float[RealRow.Count * Width], scores = new float[RealRow.Count];
    private readonly TreeScorer scorer;
    private readonly LightGbmPeer peer;
    private int row;

    public RealEncoded(string path)
    {
        TreeEnsemble ensemble = Read(path);
        scorer = TreeScorer.Load(TreePacker.Pack(ensemble));
        peer = new LightGbmPeer(ensemble);
        Fill(rows);
    }

    /// <summary>Prints what the trees take and cost when they are packed for memory.</summary>
    public static void PrintPackings(string name, string path)
    {
        var rows = new float[RealRow.Count * Width];
        Fill(rows);
        Trees.ForestPackings.Print(name, Read(path), rows);
    }

    public void Dispose() => peer.Dispose();

    public float OneByKernels() => scorer.Predict(Next());

    public float OneByLightGbm() => (float)peer.Score(Next());

    public float BatchByKernels()
    {
        scorer.PredictBatch(rows, scores);
        return scores[0];
    }

    public float BatchByLightGbm() => (float)peer.ScoreBatch(rows, RealRow.Count);

    private ReadOnlySpan<float> Next()
    {
        row = (row + 1) % RealRow.Count;
        return rows.AsSpan(row * Width, Width);
    }

    private static void Fill(float[] rows)
    {
        var random = new Random(7);
        for (int i = 0; i < RealRow.Count; i++)
        {
            Span<float> one = rows.AsSpan(i * Width, Width);
            foreach (ref float number in one[..Numbers]) number = random.NextSingle();
            one[Numbers + random.Next(FirstTexts)] = one[Numbers + FirstTexts + random.Next(SecondTexts)] = 1;
        }
    }

    private static TreeEnsemble Read(string path)
    {
        Dictionary<string, object?> attributes = OnnxReader.Read(File.ReadAllBytes(path)).Nodes.First(static node => node.Operator == "TreeEnsembleRegressor").Attributes;
        var nodes = new OnnxTreeNodes
        {
            TreeIds = Wholes("nodes_treeids"),
            NodeIds = Wholes("nodes_nodeids"),
            FeatureIds = Wholes("nodes_featureids"),
            Modes = (string[])attributes["nodes_modes"]!,
            Values = Singles("nodes_values"),
            TrueNodeIds = Wholes("nodes_truenodeids"),
            FalseNodeIds = Wholes("nodes_falsenodeids"),
            MissingValueTracksTrue = Wholes("nodes_missing_value_tracks_true"),
            WeightTreeIds = Wholes("target_treeids"),
            WeightNodeIds = Wholes("target_nodeids"),
            WeightOutputs = Wholes("target_ids"),
            Weights = Singles("target_weights"),
        };
        return new TreeEnsemble { FeatureCount = Width, OutputCount = 1, Trees = nodes.ToTrees() };

        long[] Wholes(string name) => attributes.GetValueOrDefault(name) as long[] ?? [];
        double[] Singles(string name) => Array.ConvertAll((float[])attributes[name]!, static value => (double)value);
    }
}
