namespace MlDsl.Training;

/// <summary>What is unlike the others takes others.</summary>
internal static class EnoughRows
{
    /// <param name="weighty">The number of training rows whose weight is above 0.</param>
    /// <exception cref="TrainingException">There are fewer than two.</exception>
    public static void Check(long weighty)
    {
        if (weighty < 2)
            throw new TrainingException($"{(weighty == 0 ? "No training row has" : "One training row has")} a weight above 0, and what is unlike the others takes at least two rows; give more rows");
    }
}
