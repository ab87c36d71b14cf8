using MlDsl.Tasks.Decisions;
using MlDsl.Training;

namespace MlDsl;

/// <summary>Policies that explore what their model does not know yet, and less the more it knows.</summary>
public static class ThompsonPolicies
{
    private const int FewestModels = 10, MostModels = 1000, MostDraws = 20;

    /// <summary>
    /// Thompson sampling over the exact posterior of a Bayesian linear model on the features that <paramref name="model"/> learned: weights N(0, σ²/λ), a flat intercept, a variance of the
    /// noise that is not known. Its uncertainty is of a world that does not change: a change is noticed by a policy that is made anew of late decisions.
    /// </summary>
    /// <param name="model">The regression whose features are taken; its own weights are not.</param>
    /// <param name="space">What can be decided.</param>
    /// <param name="train">The decisions to learn from, such as <see cref="LoggedDecisions{TRow, TInput, TAction}.Train"/>.</param>
    /// <param name="options">Draws, least propensity and prior.</param>
    /// <exception cref="TrainingException">There are too many features, too few rows, or the rewards have no spread.</exception>
    public static DecisionPolicy<TInput, TAction> Thompson<TModel, TRow, TInput, TAction>(
        this RegressionModel<TModel, TRow, TInput> model, ActionSpace<TInput, TAction> space, TrainSet<TRow> train, ThompsonOptions? options = null)
        where TModel : RegressionModel<TModel, TRow, TInput>, IModel<TModel, TInput>
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, float>
        where TInput : struct
        where TAction : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(train);
        options ??= ThompsonOptions.Default;
        LinearPredictor draws = LinearPosterior.Of(model.Features, train, options.PriorPrecision).Draw(options.Draws, options.Seed);
        return new ThompsonPolicy<TInput, TAction>("Thompson, linear", space, new LinearDraws<TInput>(model.Features, draws), options.LeastPropensity);
    }

    /// <summary>Thompson sampling over models of rows that were drawn anew, for trees and whatever else has no posterior: see <see cref="Bootstrapped"/>.</summary>
    /// <param name="space">What can be decided.</param>
    /// <param name="models">The models, 10 to 1,000; a propensity is a multiple of one over their number.</param>
    /// <param name="options">The least propensity.</param>
    /// <exception cref="ArgumentException">There are too few models, or too many.</exception>
    public static DecisionPolicy<TInput, TAction> Thompson<TInput, TAction>(this ActionSpace<TInput, TAction> space, IReadOnlyList<IScorer<TInput, float>> models, ThompsonOptions? options = null)
        where TInput : struct where TAction : struct, Enum => Over(space, [.. Checked(models).Select(RewardModel<TInput>.Of)], options);

    /// <inheritdoc cref="Thompson{TInput, TAction}(ActionSpace{TInput, TAction}, IReadOnlyList{IScorer{TInput, float}}, ThompsonOptions?)"/>
    public static DecisionPolicy<TInput, TAction> Thompson<TInput, TAction>(this ActionSpace<TInput, TAction> space, IReadOnlyList<IScorer<TInput, BinaryPrediction>> models, ThompsonOptions? options = null)
        where TInput : struct where TAction : struct, Enum => Over(space, [.. Checked(models).Select(RewardModel<TInput>.Of)], options);

    /// <summary>
    /// Models of rows that are drawn anew, each as often as Poisson's distribution of mean 1 says. Rows that nothing can be fitted to, such as those of a seldom flag of which none were drawn,
    /// are drawn again, up to twenty times.
    /// </summary>
    /// <param name="train">The rows.</param>
    /// <param name="models">How many models, 10 to 1,000.</param>
    /// <param name="seed">The same seed gives the same models.</param>
    /// <param name="fit">Fits one, such as <c>rows => OfferModel.Fit(rows)</c>.</param>
    /// <exception cref="ArgumentException">There are too few models, or too many.</exception>
    /// <exception cref="TrainingException">Nothing could be fitted to any of twenty draws.</exception>
    public static IReadOnlyList<TModel> Bootstrapped<TRow, TModel>(this TrainSet<TRow> train, int models, ulong seed, Func<TrainSet<TRow>, TModel> fit) where TRow : IRow<TRow>
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(fit);
        Check(models);
        TRow[] rows = [.. train.Rows];
        var fitted = new TModel[models];
        for (int model = 0; model < models; model++)
        {
            for (int draw = 0; ; draw++)
            {
                try
                {
                    // Draws of their own, behind those that every model begins with.
                    fitted[model] = fit(Drawn(rows, new Resample(seed, model + (draw * models))));
                    break;
                }
                catch (TrainingException) when (draw + 1 < MostDraws)
                {
                    // Of a few rows that tell something all may be left out.
                }
            }
        }
        return fitted;
    }

    private static TrainSet<TRow> Drawn<TRow>(TRow[] rows, Resample resample) where TRow : IRow<TRow> =>
        TrainRows.Of((TRow[])[.. rows.SelectMany((row, place) => Enumerable.Repeat(row, resample.Count((ulong)place)))]);

    private static ThompsonPolicy<TInput, TAction> Over<TInput, TAction>(ActionSpace<TInput, TAction> space, RewardModel<TInput>[] models, ThompsonOptions? options) where TInput : struct where TAction : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(space);
        return new("Thompson, bootstrapped", space, new ModelDraws<TInput>(models), (options ?? ThompsonOptions.Default).LeastPropensity);
    }

    private static IReadOnlyList<T> Checked<T>(IReadOnlyList<T> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        Check(models.Count);
        return models;
    }

    private static void Check(int models)
    {
        if (models is < FewestModels or > MostModels) throw new ArgumentException($"Bootstrapped models are {FewestModels} to {MostModels}, and not {models}", nameof(models));
    }
}
