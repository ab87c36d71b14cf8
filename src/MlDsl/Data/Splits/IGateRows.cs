namespace MlDsl;

/// <summary>Says on which rows <see cref="GatesOfAttribute{TModel}"/> evaluates a model.</summary>
/// <typeparam name="TRow">The rows of the model's data set.</typeparam>
public interface IGateRows<TRow> where TRow : IRow<TRow>
{
    /// <summary>The rows, of a split that the model has not been fitted to. Read once for all facts.</summary>
    static abstract ValidationSet<TRow> Rows { get; }
}
