namespace MlDsl.Training;

public abstract partial class Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>
{
    /// <summary>The model's card: what its file would tell now, to which words, baselines and slices are added by <c>With</c>.</summary>
    /// <param name="words">What only people know; null for nothing yet.</param>
    public CardDocument Document(CardWords? words = null)
    {
        ModelParts parts = state.With(Evaluations).Parts;
        return new CardDocument(parts.Facts(ModelArchive.Hash(ModelWriter.Write(parts).File)), words ?? new(), [.. parts.Sides()]);
    }
}
