using MlDsl.Columns;

namespace MlDsl.Tasks.Decisions;

/// <summary>What each draw of a posterior expects of an input.</summary>
internal abstract class RewardDraws<TInput>
{
    public abstract int Count { get; }

    /// <summary>The texts that the models know, by the property of their column.</summary>
    public abstract IReadOnlyDictionary<string, IReadOnlyList<string>> Vocabulary { get; }

    public abstract void Score(in TInput input, Span<float> scores);
}

/// <summary>A model for each draw, fitted to rows that were drawn anew.</summary>
internal sealed class ModelDraws<TInput>(RewardModel<TInput>[] models) : RewardDraws<TInput>
{
    public override int Count => models.Length;

    public override IReadOnlyDictionary<string, IReadOnlyList<string>> Vocabulary => models[0].Vocabulary;

    public override void Score(in TInput input, Span<float> scores)
    {
        for (int i = 0; i < models.Length; i++) scores[i] = (float)models[i].Of(in input);
    }
}

/// <summary>Weights for each draw, over the features of one model.</summary>
internal sealed class LinearDraws<TInput>(IFeatureMap<TInput> features, LinearPredictor weights) : RewardDraws<TInput> where TInput : struct
{
    // The features of a row, once for each thread.
    [ThreadStatic]
    private static SparseSink entries;

    public override int Count => weights.Outputs;

    public override IReadOnlyDictionary<string, IReadOnlyList<string>> Vocabulary => ServedModelFacts.VocabularyOf(features.ToPlan());

    public override void Score(in TInput input, Span<float> scores)
    {
        SparseSink row = entries;
        row.Clear();
        features.Write(in input, ref row);
        entries = row;
        ReadOnlySpan<int> starts = [0, row.Count];
        weights.Score(new SparseRows(starts, row.Positions, row.Values), scores);
    }
}
