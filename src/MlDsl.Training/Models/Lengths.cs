namespace MlDsl.Training;

/// <summary>Checks the spans of batch predictions.</summary>
internal static class Lengths
{
    public static void Check(int inputs, int predictions)
    {
        if (inputs != predictions)
            throw new ArgumentException($"{inputs} inputs need room for {inputs} predictions, not {predictions}", nameof(predictions));
    }
}
