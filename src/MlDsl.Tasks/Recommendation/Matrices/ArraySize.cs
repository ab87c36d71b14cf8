namespace MlDsl.Training;

/// <summary>How long an array is that holds several numbers for each of many: what is longer than any array is said by name, before memory is asked for.</summary>
internal static class ArraySize
{
    /// <summary>The length of an array of factors.</summary>
    /// <param name="rows">How many users or items.</param>
    /// <param name="width">How many factors each has.</param>
    /// <param name="extra">What the array has besides.</param>
    /// <exception cref="TrainingException">No array is so long; the message names the way out.</exception>
    public static int OfFactors(long rows, int width, int extra = 0) => Of(
        rows, width, extra, (length, most) => new TrainingException(FormattableString.Invariant($"{rows} users or items of {width} factors are {length} numbers, more than the {most} of one array; declare fewer Factors, or fit to fewer users and items")));

    /// <summary>The length of an array that has several numbers of each held user.</summary>
    /// <param name="users">How many users.</param>
    /// <param name="width">How many numbers each has.</param>
    /// <exception cref="EvaluationException">No array is so long; the message names the way out.</exception>
    public static int OfUsers(long users, int width) => Of(
        users, width, 0, (length, most) => new EvaluationException(FormattableString.Invariant($"{users} users with {width} numbers each are {length} numbers, more than the {most} of one array; evaluate on fewer users, or with smaller Cutoffs")));

    /// <summary>The length of a table of an exported graph.</summary>
    /// <exception cref="OnnxExportException">No array is so long.</exception>
    public static int OfTable(long rows, int width) => Of(
        rows, width, 0, (length, most) => new OnnxExportException(FormattableString.Invariant($"A table of {rows} rows of {width} numbers has {length}, more than the {most} of one array, and than an ONNX file holds; export a model of fewer Factors, users or items")));

    private static int Of(long rows, int width, int extra, Func<long, int, Exception> problem)
    {
        long length = (rows * width) + extra;
        return length <= Array.MaxLength ? (int)length : throw problem(length, Array.MaxLength);
    }
}
