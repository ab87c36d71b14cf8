using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlDsl.MlNet;

/// <summary>What a model says of the row that a cursor stands on: scored once for each row, by whichever column is read first.</summary>
/// <param name="columns">The columns.</param>
/// <param name="score">The model.</param>
/// <param name="inputs">The row's inputs.</param>
/// <param name="row">The row, whose position tells whether it is still the one that was scored.</param>
internal sealed class ScoredColumns(ScoreColumns columns, RowScores score, ViewRow inputs, DataViewRow row)
{
    private readonly float[] scores = new float[columns.Scores];
    private readonly float[] predictions = new float[columns.Outcome.Outputs(columns.Scores)];
    private long scored = -1;

    /// <summary>The getter of a column, by its place among those that are added.</summary>
    public Delegate Getter(int column)
    {
        Outcome outcome = columns.Outcome;
        return (outcome.Link, column) switch
        {
            (Link.Logit, 0) => (ValueGetter<float>)((ref float value) => value = Scores()[0]),
            (Link.Logit, 1) => (ValueGetter<float>)((ref float value) => value = outcome.ProbabilityOf(Scores()[0])),
            (Link.Logit, _) => (ValueGetter<bool>)((ref bool value) => value = outcome.ClassOf(Scores()) == 1),
            (Link.Softmax, 0) => (ValueGetter<VBuffer<float>>)Probabilities,
            (Link.Softmax, _) => (ValueGetter<uint>)((ref uint value) => value = 1 + (uint)outcome.ClassOf(Scores())),
            (_, 0) => (ValueGetter<float>)((ref float value) => value = Predictions()[0]),
            (_, 1) => (ValueGetter<float>)((ref float value) => value = outcome.IntervalOf(Scores()).Low),
            _ => (ValueGetter<float>)((ref float value) => value = outcome.IntervalOf(Scores()).High),
        };
    }

    private void Probabilities(ref VBuffer<float> value)
    {
        float[] all = Predictions();
        VBufferEditor<float> editor = VBufferEditor.Create(ref value, all.Length);
        all.CopyTo(editor.Values);
        value = editor.Commit();
    }

    private float[] Predictions()
    {
        columns.Outcome.Apply(Scores(), predictions);
        return predictions;
    }

    private float[] Scores()
    {
        if (row.Position < 0) throw new InvalidOperationException("The cursor stands on no row; call MoveNext, and read while it says true");
        if (scored == row.Position) return scores;
        // What cannot be scored leaves nothing behind.
        scored = -1;
        score(inputs, scores);
        scored = row.Position;
        return scores;
    }
}
