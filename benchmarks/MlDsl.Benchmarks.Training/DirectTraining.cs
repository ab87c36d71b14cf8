using System.Runtime.InteropServices;

namespace MlDsl.Benchmarks.Training;

/// <summary>The library called directly: a matrix in, trees grown, nothing read back.</summary>
internal static unsafe partial class DirectTraining
{
    private const string Library = "lib_lightgbm";
    private const int Single = 0, Double = 1, RowMajor = 1;

    /// <summary>Trains and throws the trees away.</summary>
    /// <param name="matrix">The rows.</param>
    /// <param name="rounds">How many trees grow.</param>
    /// <param name="parameters">LightGBM's parameters, separated by blanks.</param>
    public static void Run(DenseMatrix matrix, int rounds, string parameters)
    {
        nint data, booster;
        fixed (double* values = matrix.Values) Check(LGBM_DatasetCreateFromMat(values, Double, matrix.Labels.Length, matrix.Columns, RowMajor, parameters, 0, out data));
        fixed (float* labels = matrix.Labels) Check(LGBM_DatasetSetField(data, "label", labels, matrix.Labels.Length, Single));
        Check(LGBM_BoosterCreate(data, parameters, out booster));
        for (int round = 0; round < rounds; round++) Check(LGBM_BoosterUpdateOneIter(booster, out _));
        Check(LGBM_BoosterFree(booster));
        Check(LGBM_DatasetFree(data));
    }

    private static void Check(int status)
    {
        if (status != 0) throw new InvalidOperationException(Marshal.PtrToStringUTF8(LGBM_GetLastError()));
    }

    [LibraryImport(Library)]
    private static partial nint LGBM_GetLastError();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LGBM_DatasetCreateFromMat(void* data, int type, int rows, int columns, int rowMajor, string parameters, nint reference, out nint handle);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LGBM_DatasetSetField(nint handle, string field, void* data, int length, int type);

    [LibraryImport(Library)]
    private static partial int LGBM_DatasetFree(nint handle);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LGBM_BoosterCreate(nint data, string parameters, out nint handle);

    [LibraryImport(Library)]
    private static partial int LGBM_BoosterFree(nint handle);

    [LibraryImport(Library)]
    private static partial int LGBM_BoosterUpdateOneIter(nint handle, out int isFinished);
}
