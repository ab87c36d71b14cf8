namespace MlDsl.Training;

/// <summary>Scores of rows beside their labels: what a calibration is fitted on. 4 bytes a score and 8 a row.</summary>
/// <param name="Scores">Row-major, rows × <paramref name="Outputs"/>.</param>
/// <param name="Outputs">The number of scores of a row.</param>
/// <param name="Labels">The code of each row's label.</param>
/// <param name="Weights">The weight of each row; finite and not negative.</param>
internal sealed record HeldScores(float[] Scores, int Outputs, float[] Labels, float[] Weights)
{
    public int Count => Labels.Length;
}
