using MlDsl.Tasks.Pages;
using MlDsl.Training;

namespace MlDsl.Reports;

/// <summary>Reports of forecasts.</summary>
public static class ForecastReports
{
    /// <summary>Writes one page that shows what a forecast is and how far to trust it.</summary>
    /// <inheritdoc cref="Report{TModel, TRow, TInput}"/>
    /// <param name="model">The model.</param>
    /// <param name="path">The file, such as <c>sales.html</c>; what stands there is replaced, or stays where the page cannot be made.</param>
    /// <param name="validation">The rows to forecast. Test rows enter by their assessment only.</param>
    /// <param name="history">The rows before them: <see cref="Split{TRow}.Train"/>.</param>
    /// <param name="options">What is shown; <see cref="ForecastReportOptions.Default"/> where null.</param>
    /// <param name="assessment">What <c>Assess</c> said of the test rows, this once; null where it was not asked.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteReport<TModel, TRow, TInput>(
        this ForecastModel<TModel, TRow, TInput> model, string path, ValidationSet<TRow> validation, TrainSet<TRow> history,
        ForecastReportOptions? options = null, Assessment<ForecastMetrics>? assessment = null)
        where TModel : ForecastModel<TModel, TRow, TInput>, IForecastModel<TModel, TInput>
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, float>, IRowsInTime
        where TInput : struct
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        model.Report(validation, history, options, assessment).Save(path);
    }

    /// <summary>
    /// What a forecast is and how far to trust it: metrics beside the season before, errors and coverage by step ahead, calibration of quantiles, all series together over time, series by their errors, data and provenance.
    /// </summary>
    /// <remarks>The model is evaluated on the rows from rolling origins, and keeps the evaluation as after <c>Evaluate</c>. The same rows and options give the same report. Series are held in memory, as in an evaluation.</remarks>
    /// <param name="model">The model.</param>
    /// <param name="validation">The rows to forecast. Test rows enter by their assessment only.</param>
    /// <param name="history">The rows before them: <see cref="Split{TRow}.Train"/>.</param>
    /// <param name="options">What is shown; <see cref="ForecastReportOptions.Default"/> where null.</param>
    /// <param name="assessment">What <c>Assess</c> said of the test rows, this once; null where it was not asked.</param>
    /// <exception cref="EvaluationException">There are no values behind a history that is long enough.</exception>
    /// <exception cref="SeriesException">The rows make no series; the message names the row and the way out.</exception>
    /// <exception cref="ArgumentException">The assessment is of another model.</exception>
    public static Report Report<TModel, TRow, TInput>(
        this ForecastModel<TModel, TRow, TInput> model, ValidationSet<TRow> validation, TrainSet<TRow> history,
        ForecastReportOptions? options = null, Assessment<ForecastMetrics>? assessment = null)
        where TModel : ForecastModel<TModel, TRow, TInput>, IForecastModel<TModel, TInput>
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, float>, IRowsInTime
        where TInput : struct
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(history);
        options ??= ForecastReportOptions.Default;
        TestTable? test = TestTable.Of(assessment, model.Evaluations);
        return ForecastPage.Of(new ForecastSubject
        {
            Card = model.Card,
            Schema = TRow.Schema,
            Predictor = model.Predictor?.Kind,
            Columns = model.Plan.Inputs.Count,
            PastCovariates = model.PastCovariates.Count,
            Horizon = model.Horizon,
            Season = model.Season,
            IsFittedToHistory = model.Card.DataFingerprint == history.Fingerprint.ToString(),
            Study = model.Study(validation, history, options.Evaluation),
            Test = test,
            Options = options,
        });
    }
}
