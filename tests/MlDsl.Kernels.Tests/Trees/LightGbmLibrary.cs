using System.Runtime.InteropServices;
using System.Text;

namespace MlDsl.Kernels.Tests.Trees;

/// <summary>The few calls of LightGBM's C API that make it an oracle: train, save, load, predict.</summary>
internal sealed unsafe partial class LightGbmLibrary : IDisposable
{
    private const string Library = "lib_lightgbm";
    private const int Single = 0, Double = 1, Integer = 2, Normal = 0, Raw = 1, Contribution = 3;
    private nint booster;

    private LightGbmLibrary(nint booster) => this.booster = booster;

    /// <summary>Loads a model from its text.</summary>
    public static LightGbmLibrary Load(string text)
    {
        Check(LGBM_BoosterLoadModelFromString(text, out _, out nint booster));
        return new LightGbmLibrary(booster);
    }

    /// <summary>Trains on one thread and gives the model's text.</summary>
    /// <param name="rows">The rows, one after another.</param>
    /// <param name="labels">Their labels.</param>
    /// <param name="rounds">The iterations.</param>
    /// <param name="parameters">LightGBM's parameters, separated by blanks.</param>
    /// <param name="groups">The rows of each query, for ranking.</param>
    /// <param name="weights">What each row counts; null for 1.</param>
    public static string Train(double[] rows, float[] labels, int rounds, string parameters, int[]? groups = null, float[]? weights = null)
    {
        parameters += " num_threads=1 deterministic=true force_row_wise=true verbosity=-1 min_data_in_leaf=5 seed=7";
        nint dataset = Data(rows, labels, parameters, groups);
        if (weights is not null)
            fixed (float* values = weights) Check(LGBM_DatasetSetField(dataset, "weight", values, weights.Length, Single));
        Check(LGBM_BoosterCreate(dataset, parameters, out nint handle));
        using var library = new LightGbmLibrary(handle);
        for (int i = 0; i < rounds; i++) Check(LGBM_BoosterUpdateOneIter(handle, out _));
        string text = library.Save();
        Check(LGBM_DatasetFree(dataset));
        return text;
    }

    private static nint Data(double[] rows, float[] labels, string parameters, int[]? groups)
    {
        nint data;
        fixed (double* values = rows) Check(LGBM_DatasetCreateFromMat(values, Double, labels.Length, rows.Length / labels.Length, 1, parameters, 0, out data));
        fixed (float* values = labels) Check(LGBM_DatasetSetField(data, "label", values, labels.Length, Single));
        if (groups is not null)
            fixed (int* values = groups) Check(LGBM_DatasetSetField(data, "group", values, groups.Length, Integer));
        return data;
    }

    /// <summary>What the library predicts, or the raw scores, one row after another.</summary>
    public double[] Predict(double[] rows, int features, bool raw)
    {
        int count = rows.Length / features;
        Check(LGBM_BoosterGetNumClasses(booster, out int outputs));
        var scores = new double[count * outputs];
        fixed (double* values = rows, into = scores)
            Check(LGBM_BoosterPredictForMat(booster, values, Double, count, features, 1, raw ? Raw : Normal, 0, -1, "num_threads=1", out _, into));
        return scores;
    }

    /// <summary>What each feature contributes to each raw score, and what is expected without them behind those of a score; one row after another.</summary>
    public double[] Contributions(double[] rows, int features)
    {
        int count = rows.Length / features;
        Check(LGBM_BoosterGetNumClasses(booster, out int outputs));
        var contributions = new double[count * outputs * (features + 1)];
        fixed (double* values = rows, into = contributions)
            Check(LGBM_BoosterPredictForMat(booster, values, Double, count, features, 1, Contribution, 0, -1, "num_threads=1", out _, into));
        return contributions;
    }

    public void Dispose()
    {
        if (booster != 0) Check(LGBM_BoosterFree(booster));
        booster = 0;
    }

    private string Save()
    {
        var buffer = new byte[1 << 22];
        fixed (byte* into = buffer)
        {
            Check(LGBM_BoosterSaveModelToString(booster, 0, -1, 0, buffer.Length, out long length, into));
            Assert.True(length <= buffer.Length);
            return Encoding.UTF8.GetString(buffer, 0, (int)length - 1);
        }
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

    [LibraryImport(Library)]
    private static partial int LGBM_BoosterGetNumClasses(nint handle, out int classes);

    [LibraryImport(Library)]
    private static partial int LGBM_BoosterSaveModelToString(nint handle, int start, int iterations, int importance, long capacity, out long length, byte* into);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LGBM_BoosterLoadModelFromString(string text, out int iterations, out nint handle);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LGBM_BoosterPredictForMat(nint handle, void* data, int type, int rows, int columns, int rowMajor, int kind, int start, int iterations, string parameters, out long length, double* into);
}
