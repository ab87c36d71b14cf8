using System.Globalization;
using System.Text;

namespace MlDsl.Training;

/// <summary>What a search found. Fit the model with <see cref="Options"/> on the rows that were searched, and assess that on the test rows.</summary>
public sealed class SearchResult
{
    private const int Printed = 10;

    internal SearchResult(IReadOnlyList<SearchTrial> trials, SearchTrial best, TrainerOptions options, Metric corrected, int compared, bool isCut, double level)
    {
        (Trials, Best, Options, CorrectedLoss, Compared, IsCut, Level) = (ValueList.Of(trials), best, options, corrected, compared, isCut, level);
    }

    /// <summary>Every trial, in the order they were chosen.</summary>
    public IReadOnlyList<SearchTrial> Trials { get; }

    /// <summary>The trial of least loss among those on the largest share of the rows; the earlier one of equals.</summary>
    public SearchTrial Best { get; }

    /// <summary>The best trial's trainer with its options.</summary>
    public TrainerOptions Options { get; }

    /// <summary>
    /// What loss to expect of the best trial on other rows: its own is too good, because it is the least of several. From rows that resamples leave
    /// out; undefined where there are too few rows, or no resamples.
    /// </summary>
    /// <remarks>
    /// The trial that is best on the rows that a resample draws is measured on those that it leaves out, and the mean is taken: Tsamardinos, Greasidou and
    /// Borboudakis (2018), "Bootstrapping the out-of-sample predictions for efficient and accurate cross-validation". Exact for trials that are equally
    /// good, cautious where one is clearly best. It knows nothing of trials that a halving left behind, nor that a model of earlier trials chose later ones:
    /// <c>CrossValidate</c> with a search in each fold does.
    /// </remarks>
    public Metric CorrectedLoss { get; }

    /// <summary>By how much the best trial's loss is too good; NaN where <see cref="CorrectedLoss"/> is undefined.</summary>
    public double Optimism => CorrectedLoss.Value - Best.Loss;

    /// <summary>The number of trials that the best was chosen from.</summary>
    public int Compared { get; }

    /// <summary>Whether the budget ended the search before its strategy did.</summary>
    public bool IsCut { get; }

    /// <summary>What all trials took, as <see cref="TrainerOptions.Work"/> counts it.</summary>
    public double Work => Trials.Sum(static t => t.Work);

    private double Level { get; }

    /// <summary>The best trial, its loss corrected, and a table of the ten best.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        int failed = Trials.Count(static t => t.Problem is not null);
        text.Append(CultureInfo.InvariantCulture, $"Search of {Trials.Select(static t => t.Trial).Distinct().Count()} trials, work {Work:G4}{(IsCut ? ", ended by the budget" : "")}");
        if (failed > 0) text.Append(CultureInfo.InvariantCulture, $"; {failed} failed, the first: {Trials.First(static t => t.Problem is not null).Problem}");
        text.Append(CultureInfo.InvariantCulture, $"\nbest: trial {Best.Trial} of {Compared}, loss {Best.Loss:G6}; {Best.OptionsText}");
        text.Append(CorrectedLoss.IsDefined
            ? string.Create(CultureInfo.InvariantCulture, $"\non other rows: loss {CorrectedLoss}; the least of {Compared} is too good by {Optimism:G3}")
            : "\non other rows: not known; too few rows are resampled to correct the least loss");
        return text.Append("\n\n").Append(Table()).ToString();
    }

    private TextTable Table()
    {
        var table = new TextTable("trial", "loss", Level > 0 ? string.Create(CultureInfo.InvariantCulture, $"above the best, {Level * 100:0.##}%") : "above the best", "work", "options");
        foreach (SearchTrial trial in Trials.Where(t => t.Share == Best.Share && t.Problem is null).OrderBy(static t => t.Loss).ThenBy(static t => t.Trial).Take(Printed))
            table.Add($"{trial.Trial}", trial.Loss.ToString("G6", CultureInfo.InvariantCulture), $"{trial.Excess}", trial.Work.ToString("G4", CultureInfo.InvariantCulture), trial.OptionsText);
        return table;
    }
}
