using MlDsl.Training;

namespace MlDsl.MlNet;

/// <summary>Tells of every tree that ML.NET grows. It traces how many are to come before it grows one.</summary>
/// <param name="control">Who hears.</param>
/// <param name="passes">How often rows are read.</param>
internal sealed class TreeProgress(TrainingControl control, int passes)
{
    private const string Left = "numTotalTrees left: ";
    private int begun;

    /// <summary>Takes a message of ML.NET.</summary>
    public void Hear(string message)
    {
        if (!message.StartsWith(Left, StringComparison.Ordinal)) return;
        if (begun > 0) Tell(begun);
        begun++;
    }

    /// <summary>Tells of the last tree.</summary>
    public void End(int trees) => Tell(trees);

    private void Tell(int trees) => control.Progress?.Report(new TrainingProgress(trees, double.NaN, double.NaN, passes));
}
