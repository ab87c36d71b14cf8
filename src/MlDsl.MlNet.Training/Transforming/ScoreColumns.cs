using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlDsl.MlNet;

/// <summary>The columns that a model adds, under the names that evaluators of ML.NET look for.</summary>
/// <param name="outcome">What makes predictions of scores.</param>
/// <param name="scores">The scores of a row.</param>
internal sealed class ScoreColumns(Outcome outcome, int scores)
{
    private const string Score = "Score", Probability = "Probability", PredictedLabel = "PredictedLabel", Low = "Low", High = "High";

    public Outcome Outcome => outcome;

    /// <summary>The scores of a row, before what is made of them.</summary>
    public int Scores => scores;

    /// <summary>The names of the columns, in their order.</summary>
    public IReadOnlyList<string> Names { get; } = outcome.Link switch
    {
        Link.Logit => [Score, Probability, PredictedLabel],
        Link.Softmax => [Score, PredictedLabel],
        _ => outcome.Interval is null ? [Score] : [Score, Low, High],
    };

    /// <summary>A schema with the columns behind those that it has; one of the same name is hidden.</summary>
    public DataViewSchema AddTo(DataViewSchema schema)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(schema);
        foreach (string name in Names) Add(builder, name);
        return builder.ToSchema();
    }

    private void Add(DataViewSchema.Builder builder, string name)
    {
        int classes = outcome.Outputs(scores);
        if (outcome.Link != Link.Softmax)
        {
            builder.AddColumn(name, name == PredictedLabel ? BooleanDataViewType.Instance : NumberDataViewType.Single);
            return;
        }
        if (name == Score) builder.AddColumn(name, new VectorDataViewType(NumberDataViewType.Single, classes), MlNet.Names.OfSlots(outcome.Classes));
        else builder.AddColumn(name, new KeyDataViewType(typeof(uint), classes), MlNet.Names.OfKeys(outcome.Classes));
    }
}
