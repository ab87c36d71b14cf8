using MlDsl.Compiler.Onnx;
using MlDsl.Kernels;
using MlDsl.Kernels.Tests.Operators;
using MlDsl.Onnx;
using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Forecasting;

/// <summary>Exports of forecasts over past covariates on ONNX Runtime, and as compiled code runs them, against the model.</summary>
public sealed class PastCovariateExportTests
{
    private const int Series = 120, Horizon = 9;

    private static readonly DateOnly First = Usages.First;
    private static readonly List<PlannedUsage> Asked = PlannedUsages.Of(Series, 130 + Horizon, seed: 5);
    private static readonly PlannedUsage[] History = [.. Asked.Where(static row => row.Day < First.AddDays(130))], Ahead = [.. Asked.Where(static row => row.Day >= First.AddDays(130))];
    private static readonly TrainSet<PlannedUsage> Train = Dataset<PlannedUsage>.FromRows(PlannedUsages.Of(10, 160, seed: 4)).SplitByTime(0, 0).Train;

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public void AnExportForecastsWhatTheModelDoes(int history)
    {
        Same(PlannedForecast.Fit(Train), history, 2e-5);
        Same(PlannedForecast.Fit(Train, new LightGbmOptions { Trees = 40, Leaves = 15, MinRows = 10 }), history, 0);
    }

    [Fact]
    public void TheFileSaysHowItIsFed()
    {
        PlannedForecast model = PlannedForecast.Fit(Train);
        using OnnxSession session = OnnxSession.Load(model.ExportOnnx(new ForecastExportOptions { Intervals = true }), "usage");
        Assert.Equal(
            ["history: float[N,74]", "Lead.history: float[N,74]", "Alarm.history: float[N,74]", "Staff.history: float[N,74]", "Shift: float[N,9]", "scale: float[N,1]"],
            session.Inputs.Select(static input => $"{input}"));
        Assert.Contains("Lead.history", session.Metadata["mldsl.inputs"], StringComparison.Ordinal);
        ExportedHistory<PlannedUsage> first = model.ExportHistories(History)[0];
        Assert.Equal(["Lead.history", "Alarm.history", "Staff.history"], first.PastCovariates.Keys);
        Assert.All(first.PastCovariates.Values, values => Assert.Equal(first.Values.Count, values.Count));
    }

    [Fact]
    public void ACovariateWithAGapIsNoNumber()
    {
        PlannedForecast model = PlannedForecast.Fit(Train);
        byte[] file = model.ExportOnnx();
        IReadOnlyList<ExportedHistory<PlannedUsage>> histories = [.. model.ExportHistories(History).Take(10)];
        foreach (string input in histories[0].PastCovariates.Keys)
            foreach (int at in (int[])[0, 40, 73])
                Assert.All(Run(file, histories, (input, at))[0], static value => Assert.True(float.IsNaN(value)));
    }

    private static void Same(PlannedForecast model, int history, double slack)
    {
        var options = new ForecastExportOptions { History = history, Intervals = true };
        PlannedUsage[] asked = history == 0 ? History : [.. History.Where(row => row.Day >= First.AddDays(130 - history))];
        IReadOnlyList<SeriesForecast<PlannedUsage>> wanted = model.Forecast(asked, Ahead);
        IReadOnlyList<ExportedHistory<PlannedUsage>> histories = model.ExportHistories(asked, options);
        byte[] file = model.ExportOnnx(options);
        foreach (float[][] found in (float[][][])[Run(file, histories), RunCompiled(file, histories)])
        {
            for (int i = 0; i < wanted.Count; i++)
            {
                double size = wanted[i].Steps.Max(static step => Math.Max(Math.Abs(step.Low), Math.Abs(step.High)));
                for (int step = 0; step < Horizon; step++)
                {
                    int at = (i * Horizon) + step;
                    if (slack == 0) Assert.Equal((float)wanted[i].Steps[step].Value, found[0][at]);
                    Assert.Equal(wanted[i].Steps[step].Value, found[0][at], (slack + 1e-7) * size);
                    Assert.Equal(wanted[i].Steps[step].Low, found[1][at], (slack + 3e-7) * size);
                    Assert.Equal(wanted[i].Steps[step].High, found[2][at], (slack + 3e-7) * size);
                }
            }
        }
    }

    private static float[][] Run(byte[] file, IReadOnlyList<ExportedHistory<PlannedUsage>> histories, (string Input, int At)? hole = null)
    {
        using OnnxSession session = OnnxSession.Load(file, "usage");
        using OnnxBinding call = session.Rent(histories.Count);
        for (int i = 0; i < session.Inputs.Count; i++) call.SetInput<float>(i, Input(session.Inputs[i].Name, histories, hole).Values);
        call.Run();
        return [.. Enumerable.Range(0, session.Outputs.Count).Select(output => call.Output<float>(output).ToArray())];
    }

    private static float[][] RunCompiled(byte[] file, IReadOnlyList<ExportedHistory<PlannedUsage>> histories) =>
        [.. new PlanRunner(file).Run([.. OnnxReader.Read(file).Inputs.Select(input => (Tensor)Input(input.Name, histories, null))]).Select(static output => ((Tensor<float>)output).Values.ToArray())];

    private static Tensor<float> Input(string name, IReadOnlyList<ExportedHistory<PlannedUsage>> histories, (string Input, int At)? hole)
    {
        float[] values = name switch
        {
            "history" => [.. histories.SelectMany(static history => history.Values)],
            "scale" => [.. histories.Select(static history => history.Scale)],
            "Shift" => [.. histories.SelectMany(static history => Ahead.Where(row => row.Plant == history.Last.Plant)).Select(static row => row.Shift)],
            _ => [.. histories.SelectMany(history => history.PastCovariates[name])],
        };
        int length = values.Length / histories.Count;
        if (hole is var (input, at) && input == name)
            for (int i = at; i < values.Length; i += length) values[i] = at % 2 == 0 ? float.NaN : float.PositiveInfinity;
        return new(values, [histories.Count, length]);
    }
}
