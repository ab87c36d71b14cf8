using System.Collections.ObjectModel;
using System.Globalization;
using MlDsl.Forecasting;

namespace MlDsl.Training;

public abstract partial class ForecastModel<TModel, TRow, TInput>
{
    /// <summary>Writes the model as an ONNX file, whole or not at all.</summary>
    /// <inheritdoc cref="ExportOnnx(ForecastExportOptions?)"/>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is written.</param>
    /// <returns>The inputs of the graph, in its order.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public IReadOnlyList<OnnxExportInput> ExportOnnx(string path, ForecastExportOptions? options = null)
    {
        var (file, inputs) = Exported(options ?? Declared);
        ModelBytes.Write(path, file);
        return inputs;
    }

    /// <summary>The model as an ONNX file, of the operators of opset 17 and ai.onnx.ml 3.</summary>
    /// <remarks>
    /// Inputs are <c>history</c>, [N, length], the latest values of N series, the oldest first and no gap between them; for each past covariate its own, such as <c>Temperature.history</c>, [N, length]; for each column that is a feature of the steps one of the column's own type, [N, horizon],
    /// of a vector [N, horizon, length]; and with <see cref="ForecastExportOptions.Intervals"/> <c>scale</c>, [N, 1]. <see cref="ExportHistories"/> makes histories and <c>scale</c> of rows. Outputs are
    /// <c>prediction</c>, [N, horizon], and with intervals <c>prediction.low</c> and <c>prediction.high</c>: all steps, always. A history with NaN or infinity in it gives NaN.
    /// </remarks>
    /// <param name="options">How it is written.</param>
    /// <exception cref="OnnxExportException">The method has no graph, or a column cannot be exported; the message names it and the way out.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The history is shorter than the model forecasts from.</exception>
    public byte[] ExportOnnx(ForecastExportOptions? options = null) => Exported(options ?? Declared).File;

    /// <summary>What the exported graph is fed of every series in a history.</summary>
    /// <param name="history">Rows of one series or of many, in any order.</param>
    /// <param name="options">Those of the export.</param>
    /// <returns>One for each series, in the order in which their first rows come.</returns>
    /// <exception cref="OnnxExportException">The method has no graph; the message names the way out.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The history that the options ask for is shorter than the model forecasts from.</exception>
    /// <exception cref="SeriesException">A series has fewer values than the graph takes, or its rows make no series; the message names the row and the way out.</exception>
    public IReadOnlyList<ExportedHistory<TRow>> ExportHistories(IEnumerable<TRow> history, ForecastExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        int length = LengthOf(options ?? Declared);
        SeriesRows<TRow, TInput> rows = RowsOf(Numbered(history, first: 0));
        string[] inputs = [.. state.Parts.Shape.Covariates.Select(ForecastGraph.InputOf)];
        var histories = new ExportedHistory<TRow>[rows.Count];
        for (int i = 0; i < histories.Length; i++)
        {
            ReadOnlySpan<double> values = rows.Values(i);
            if (values.Length < length)
                throw new SeriesException($"The series whose last row is {rows.NumberOf(i) + 1} has {values.Length} {(values.Length == 1 ? "value" : "values")}, and the graph takes {length}; give a longer history{(values.Length < predictor.Least ? ", or use [SeasonalNaive] for it" : $", or export with a shorter one: new ForecastExportOptions {{ History = {values.Length} }}")}");
            var covariates = new Dictionary<string, IReadOnlyList<float>>();
            for (int covariate = 0; covariate < inputs.Length; covariate++) covariates.Add(inputs[covariate], Latest(rows.Covariate(i, covariate), length));
            histories[i] = new(rows.LastOf(i), Latest(values, length), (float)state.Parts.Errors.Unit(rows.Key(i), values, Season), new ReadOnlyDictionary<string, IReadOnlyList<float>>(covariates));
        }
        return histories;
    }

    private static ValueList<float> Latest(ReadOnlySpan<double> values, int length)
    {
        float[] latest = new float[length];
        for (int at = 0; at < length; at++) latest[at] = (float)values[values.Length - length + at];
        return ValueList.Of(latest);
    }

    private static ForecastExportOptions Declared => ForecastExportOptions.Default with { AllowContribOperators = TModel.Definition.AllowContribOperators };

    private (byte[] File, IReadOnlyList<OnnxExportInput> Inputs) Exported(ForecastExportOptions options)
    {
        ForecastParts parts = state.Parts with { Evaluations = Evaluations };
        int length = LengthOf(options);
        ForecastGraph graph = new(parts.Plan, parts.Predictor, parts.Shape, length, options);
        IReadOnlyDictionary<string, string> facts = ExportProvenance.Of(
            parts.Card, parts.Evaluations, ForecastFile.Write(parts with { Evaluations = [] }).Hash, Facts(parts).Concat(options.Provenance));
        byte[] file = parts.Method?.Places(length, Season, Horizon) is { } places ? graph.Write(places, parts.Errors, facts) : graph.Write(parts.Errors, facts);
        return (file, graph.Inputs);
    }

    // What the rows before say is not in the graph's own history.
    private int LengthOf(ForecastExportOptions options)
    {
        int all = state.Parts.Shape.Reach;
        if (state.Parts.Method is { } method)
        {
            if (method.Places(Season, Season, 1) is null)
                throw new OnnxExportException($"[{method.Trainer}] fits each history anew when it is asked, which no operator of ONNX does: serve the model with MlDsl, or export one of [LinearRegression], [LightGbm] or [SeasonalNaive]");
            all = Season;
        }
        if (options.History == 0) return all;
        ArgumentOutOfRangeException.ThrowIfLessThan(options.History, predictor.Least, nameof(options));
        return Math.Min(options.History, all);
    }

    private static IEnumerable<KeyValuePair<string, string>> Facts(ForecastParts parts)
    {
        yield return new("horizon", Text(parts.Shape.Horizon));
        yield return new("season", Text(parts.Shape.Season));
        if (parts.Shape.LongSeason > 0) yield return new("season.long", Text(parts.Shape.LongSeason));
        if (parts.Predictor is not null) yield return new("strategy", (parts.Shape.IsRecursive ? ForecastStrategy.Recursive : ForecastStrategy.Direct).ToString());
        yield return new("gaps", parts.Gaps.ToString());
        yield return new("step", parts.Clock.ToString());
        yield return new("interval", parts.Errors.Levels.Interval.ToString("R", CultureInfo.InvariantCulture));

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
