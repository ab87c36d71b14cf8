using MlDsl.Training;

namespace TaxiFare;

/// <summary>Shows the state of the training in one line of the terminal.</summary>
internal sealed class ConsoleProgress : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) =>
        Console.WriteLine($"iteration {value.Iteration}: objective {value.Objective:G6} after {value.Passes} passes over the rows");
}
