namespace MlDsl.Training;

/// <summary>What tracking could not do. Whatever is tracked goes on as if nothing had happened.</summary>
/// <param name="Run">The folder of the run, or the folder of runs where there is none yet.</param>
/// <param name="Message">What failed, and what is missing for it.</param>
/// <param name="Cause">The exception.</param>
public sealed record TrackingProblem(string Run, string Message, Exception Cause)
{
    /// <summary>Folder and message in one line.</summary>
    public override string ToString() => $"{Run}: {Message}";
}
