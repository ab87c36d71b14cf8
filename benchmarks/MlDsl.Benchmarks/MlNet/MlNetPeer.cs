using Microsoft.ML;

namespace MlDsl.Benchmarks.MlNet;

/// <summary>A model that ML.NET saved, one row: compiled, and in a <see cref="PredictionEngine{TSrc, TDst}"/>.</summary>
internal sealed class MlNetPeer<TInput, TOutput, TCompiled, TAnswer> : IDisposable
    where TInput : class
    where TOutput : class, new()
    where TCompiled : IScorer<TInput, TAnswer>, IDisposable
    where TAnswer : struct
{
    private readonly TInput[] rows;
    private readonly TCompiled compiled;
    private readonly PredictionEngine<TInput, TOutput> engine;
    private readonly Func<TOutput, float> scoreOf;
    private readonly Func<TAnswer, float> scoreOfOwn;
    private TOutput answer = new();
    private int row;

    /// <param name="engine">ML.NET's engine of the model.</param>
    /// <param name="compiled">The class of it.</param>
    /// <param name="rows">Rows that are asked in turn.</param>
    /// <param name="scoreOf">The number of an answer of ML.NET.</param>
    /// <param name="scoreOfOwn">The same of the class.</param>
    /// <exception cref="InvalidOperationException">They predict different scores.</exception>
    public MlNetPeer(PredictionEngine<TInput, TOutput> engine, TCompiled compiled, TInput[] rows, Func<TOutput, float> scoreOf, Func<TAnswer, float> scoreOfOwn)
    {
        (this.engine, this.compiled, this.rows, this.scoreOf, this.scoreOfOwn) = (engine, compiled, rows, scoreOf, scoreOfOwn);
        for (int i = 0; i < rows.Length; i++)
        {
            row = i - 1;
            float theirs = ByEngine();
            row = i - 1;
            // Sums of a linear model are taken in another order.
            if (Compiled() is var own && Math.Abs(theirs - own) > 1e-4 * Math.Max(1, Math.Abs(theirs)))
                throw new InvalidOperationException($"{typeof(TCompiled).Name} predicts {own} of row {i}, and ML.NET {theirs}");
        }
    }

    public float ByEngine()
    {
        engine.Predict(Next(), ref answer);
        return scoreOf(answer);
    }

    public float Compiled()
    {
        compiled.Run(in Next(), out TAnswer own);
        return scoreOfOwn(own);
    }

    public void Dispose()
    {
        compiled.Dispose();
        engine.Dispose();
    }

    private ref readonly TInput Next() => ref rows[row = (row + 1) % rows.Length];
}
