using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading.Tasks;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Clinic.Pages;

public abstract class ComponentBase
{
    protected virtual Task OnInitializedAsync() => Task.CompletedTask;
    protected void StateHasChanged() { }
}

[AttributeUsage(AttributeTargets.Property)] public sealed class InjectAttribute : Attribute;

[AttributeUsage(AttributeTargets.Property)] public sealed class ParameterAttribute : Attribute;

public partial class WaitingTime : ComponentBase
{
    [Inject] public MLContext Ml { get; set; } = default!;
    [Parameter] public string DataFile { get; set; } = "visits.csv";

    private DataOperationsCatalog.TrainTestData data;
    private ITransformer? model;
    private RegressionMetrics? metrics;
    private PredictionEngine<Visit, Minutes>? engine;
    private string message = "";
    private bool busy;
    private readonly Visit form = new();

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        IDataView all = Ml.Data.LoadFromTextFile<Visit>(DataFile, ',', hasHeader: true);
        data = Ml.Data.TrainTestSplit(/*MLD1501:*/all/*=> Ml.Transforms.NormalizeMeanVariance("Queue").Fit(all).Transform(all)*/, testFraction: 0.2, seed: 1);
    }

    private async Task TrainClicked()
    {
        if (busy) return;
        busy = true;
        StateHasChanged();
        try
        {
            model = await Task.Run(() => Chain().Fit(/*MLD1102:*/data.TrainSet/*=> data.TestSet*/));
            engine = Ml.Model.CreatePredictionEngine<Visit, Minutes>(model);
            message = "trained";
        }
        catch (InvalidOperationException problem)
        {
            message = problem.Message;
        }
        finally
        {
            busy = false;
            StateHasChanged();
        }
    }

    private void EvaluateClicked()
    {
        if (model is null) return;
        IDataView scored = model.Transform(/*MLD1101:*/data.TestSet/*=> data.TrainSet*/);
        metrics = Ml.Regression.Evaluate(scored, labelColumnName: /*MLD1006:*/nameof(Visit.Waited)/*=> nameof(Visit.Queue)*/);
        message = metrics.MeanAbsoluteError.ToString("F1", CultureInfo.CurrentCulture);
    }

    private void AskClicked()
    {
        Minutes? answer = engine?.Predict(new Visit { Doctor = form.Doctor, Queue = form.Queue, Hour = form.Hour/*MLD4003:*//*=> , Waited = form.Waited*/ });
        message = answer is null ? "train first" : $"{answer.Score:F0} min";
    }

    private void DownloadClicked() => Ml.Model.Save(model, /*MLD1015:*/data.TrainSet.Schema/*=> null*/, "waiting.zip");

    private IEstimator<ITransformer> Chain() => Ml.Transforms.Categorical.OneHotHashEncoding("DoctorCode", /*MLD1001:*/nameof(Visit.Doctor)/*=> "Physician"*/)
        .Append(Ml.Transforms.Concatenate("Features", "DoctorCode", nameof(Visit.Queue), /*MLD1201:*/nameof(Visit.Hour)/*=> nameof(Visit.Waited)*/))
        .Append(Ml.Regression.Trainers.LightGbm(labelColumnName: /*MLD1001:*/nameof(Visit.Waited)/*=> "Wait"*/));
}

public class Visit
{
    [LoadColumn(0)] public string Doctor { get; set; } = "";
    [LoadColumn(1)] public float Queue { get; set; }
    [LoadColumn(2)] public float Hour { get; set; }
    [LoadColumn(3)] public float Waited { get; set; }
}

public class Minutes { public /*MLD1009:*/float/*=> bool*/ Score { get; set; } }
