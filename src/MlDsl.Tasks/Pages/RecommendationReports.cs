using MlDsl.Tasks.Pages;
using MlDsl.Training;

namespace MlDsl.Reports;

/// <summary>Reports of recommenders.</summary>
public static class RecommendationReports
{
    /// <summary>Writes one page that shows what a recommender is and how far to trust it.</summary>
    /// <inheritdoc cref="Report{TModel, TRow, TUser, TItem}"/>
    /// <param name="model">The model.</param>
    /// <param name="path">The file, such as <c>films.html</c>; what stands there is replaced, or stays where the page cannot be made.</param>
    /// <param name="validation">The rows that it is measured on. Test rows enter by their assessment only.</param>
    /// <param name="options">What is shown; <see cref="RecommendationReportOptions.Default"/> where null.</param>
    /// <param name="assessment">What <c>Assess</c> said of the test rows, this once; null where it was not asked.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteReport<TModel, TRow, TUser, TItem>(
        this RecommendationModel<TModel, TRow, TUser, TItem> model, string path, ValidationSet<TRow> validation,
        RecommendationReportOptions? options = null, Assessment<RecommendationMetrics>? assessment = null)
        where TModel : RecommendationModel<TModel, TRow, TUser, TItem>, IRecommendationModel<TModel>
        where TRow : IInteractionRow<TRow, TUser, TItem>
        where TUser : notnull, IEquatable<TUser>, IComparable<TUser>, ISpanParsable<TUser>
        where TItem : notnull, IEquatable<TItem>, IComparable<TItem>, ISpanParsable<TItem>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        model.Report(validation, options, assessment).Save(path);
    }

    /// <summary>What a recommender is and how far to trust it: metrics beside what is popular, by users' activity, what becomes of popular and of rare items, data and provenance. No user and no item is named.</summary>
    /// <remarks>The model is evaluated on the rows, and keeps the evaluation as after <c>Evaluate</c>. The same rows and options give the same report.</remarks>
    /// <param name="model">The model.</param>
    /// <param name="validation">The rows that it is measured on. Test rows enter by their assessment only.</param>
    /// <param name="options">What is shown; <see cref="RecommendationReportOptions.Default"/> where null.</param>
    /// <param name="assessment">What <c>Assess</c> said of the test rows, this once; null where it was not asked.</param>
    /// <exception cref="EvaluationException">There are no rows, one cannot be evaluated, or a cut-off is above the number of items.</exception>
    /// <exception cref="ArgumentException">The assessment is of another model.</exception>
    public static Report Report<TModel, TRow, TUser, TItem>(
        this RecommendationModel<TModel, TRow, TUser, TItem> model, ValidationSet<TRow> validation,
        RecommendationReportOptions? options = null, Assessment<RecommendationMetrics>? assessment = null)
        where TModel : RecommendationModel<TModel, TRow, TUser, TItem>, IRecommendationModel<TModel>
        where TRow : IInteractionRow<TRow, TUser, TItem>
        where TUser : notnull, IEquatable<TUser>, IComparable<TUser>, ISpanParsable<TUser>
        where TItem : notnull, IEquatable<TItem>, IComparable<TItem>, ISpanParsable<TItem>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(validation);
        options ??= RecommendationReportOptions.Default;
        TestTable? test = TestTable.Of(assessment, model.Evaluations);
        return RecommendationPage.Of(new RecommendationSubject(model.Card, TRow.Schema, model.Study(validation, options.Evaluation), test, options));
    }
}
