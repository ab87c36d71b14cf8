using System.Buffers;
using System.ComponentModel;

namespace MlDsl.Training;

/// <summary>A fitted ranking. Immutable; safe for any number of threads; predicting and ranking allocate no managed memory.</summary>
/// <typeparam name="TModel">The model's own type.</typeparam>
/// <typeparam name="TRow">The data set's row.</typeparam>
/// <typeparam name="TInput">What of a row is known when a prediction is asked for.</typeparam>
public abstract class RankingModel<TModel, TRow, TInput> : Model<TModel, TRow, TInput, float, Score, RankingMetrics, Ranking>
    where TModel : RankingModel<TModel, TRow, TInput>, IModel<TModel, TInput>
    where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, float>
    where TInput : struct
{
    // More rows than this take their keys from the array pool instead of the stack.
    private const int MostOnStack = 256;

    /// <summary>Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected RankingModel(ModelState<TInput> state) : base(state)
    {
    }

    /// <summary>The places of a query's rows from the highest score down; rows of equal score in the order in which they are given.</summary>
    /// <param name="inputs">The rows of one query.</param>
    /// <param name="order">Where their places go, from 0: as long as <paramref name="inputs"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ, or an input cannot be predicted.</exception>
    public void Rank(ReadOnlySpan<TInput> inputs, Span<int> order)
    {
        if (inputs.Length != order.Length)
            throw new ArgumentException($"{inputs.Length} inputs need room for {inputs.Length} places, not {order.Length}", nameof(order));
        if (inputs.Length <= MostOnStack)
        {
            Rank(inputs, order, stackalloc ulong[inputs.Length]);
            return;
        }
        ulong[] rented = ArrayPool<ulong>.Shared.Rent(inputs.Length);
        try
        {
            Rank(inputs, order, rented.AsSpan(0, inputs.Length));
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(rented);
        }
    }

    private void Rank(ReadOnlySpan<TInput> inputs, Span<int> order, Span<ulong> keys)
    {
        for (int i = 0; i < inputs.Length; i++) keys[i] = ((ulong)Descending(Predict(in inputs[i]).Value) << 32) | (uint)i;
        keys.Sort();
        for (int i = 0; i < order.Length; i++) order[i] = (int)(uint)keys[i];
    }

    // Ascends as the score descends; −0 becomes 0.
    private static uint Descending(float score)
    {
        uint bits = BitConverter.SingleToUInt32Bits(score + 0f);
        return (bits & 0x8000_0000) != 0 ? bits : ~bits & 0x7FFF_FFFF;
    }
}
