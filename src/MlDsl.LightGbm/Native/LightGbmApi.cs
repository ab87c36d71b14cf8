using System.Runtime.InteropServices;

namespace MlDsl.Boosting;

/// <summary>The functions of LightGBM's C API that training needs. Each gives 0, or another number and a message of the calling thread.</summary>
internal sealed unsafe class LightGbmApi
{
    private static readonly string[] Names =
    [
        "LGBM_GetLastError", "LGBM_RegisterLogCallback", "LGBM_DatasetCreateFromSampledColumn", "LGBM_DatasetPushRowsByCSR", "LGBM_DatasetGetSubset",
        "LGBM_DatasetSetField", "LGBM_DatasetFree", "LGBM_BoosterCreate", "LGBM_BoosterAddValidData", "LGBM_BoosterUpdateOneIter", "LGBM_BoosterGetEval",
        "LGBM_BoosterGetPredict", "LGBM_BoosterSaveModelToString", "LGBM_BoosterFree", "LGBM_DatasetSetWaitForManualFinish", "LGBM_DatasetMarkFinished",
        "LGBM_GetSampleCount", "LGBM_SampleIndices",
    ];

    private readonly delegate* unmanaged<byte*> getLastError;

    public LightGbmApi(nint library)
    {
        nint Of(string name) => NativeLibrary.GetExport(library, name);
        getLastError = (delegate* unmanaged<byte*>)Of(Names[0]);
        RegisterLogCallback = (delegate* unmanaged<delegate* unmanaged<byte*, void>, int>)Of(Names[1]);
        DatasetCreateFromSampledColumn = (delegate* unmanaged<double**, int**, int, int*, int, int, long, byte*, nint*, int>)Of(Names[2]);
        DatasetPushRowsByCsr = (delegate* unmanaged<nint, void*, int, int*, void*, int, long, long, long, long, int>)Of(Names[3]);
        DatasetGetSubset = (delegate* unmanaged<nint, int*, int, byte*, nint*, int>)Of(Names[4]);
        DatasetSetField = (delegate* unmanaged<nint, byte*, void*, int, int, int>)Of(Names[5]);
        DatasetFree = (delegate* unmanaged<nint, int>)Of(Names[6]);
        BoosterCreate = (delegate* unmanaged<nint, byte*, nint*, int>)Of(Names[7]);
        BoosterAddValidData = (delegate* unmanaged<nint, nint, int>)Of(Names[8]);
        BoosterUpdateOneIter = (delegate* unmanaged<nint, int*, int>)Of(Names[9]);
        BoosterGetEval = (delegate* unmanaged<nint, int, int*, double*, int>)Of(Names[10]);
        BoosterGetPredict = (delegate* unmanaged<nint, int, long*, double*, int>)Of(Names[11]);
        BoosterSaveModelToString = (delegate* unmanaged<nint, int, int, int, long, long*, byte*, int>)Of(Names[12]);
        BoosterFree = (delegate* unmanaged<nint, int>)Of(Names[13]);
        DatasetSetWaitForManualFinish = (delegate* unmanaged<nint, int, int>)Of(Names[14]);
        DatasetMarkFinished = (delegate* unmanaged<nint, int>)Of(Names[15]);
        GetSampleCount = (delegate* unmanaged<int, byte*, int*, int>)Of(Names[16]);
        SampleIndices = (delegate* unmanaged<int, byte*, int*, int*, int>)Of(Names[17]);
    }

    /// <summary>Callback; called with each line of the log, on the thread that registered it.</summary>
    public delegate* unmanaged<delegate* unmanaged<byte*, void>, int> RegisterLogCallback { get; }

    /// <summary>Rows, parameters, the most of them that bins are chosen from.</summary>
    public delegate* unmanaged<int, byte*, int*, int> GetSampleCount { get; }

    /// <summary>Rows, parameters, the rows that bins are chosen from, ascending, and how many they are.</summary>
    public delegate* unmanaged<int, byte*, int*, int*, int> SampleIndices { get; }

    /// <summary>Values and rows of each column of the sample, columns, how many each has, rows of the sample, rows, rows of all machines, parameters, result.</summary>
    public delegate* unmanaged<double**, int**, int, int*, int, int, long, byte*, nint*, int> DatasetCreateFromSampledColumn { get; }

    /// <summary>Dataset, row starts and their type, columns, values and their type, starts, values, columns of a row, first row.</summary>
    public delegate* unmanaged<nint, void*, int, int*, void*, int, long, long, long, long, int> DatasetPushRowsByCsr { get; }

    /// <summary>Dataset, 1 where rows come in any order: the last one by number is then not taken for the end.</summary>
    public delegate* unmanaged<nint, int, int> DatasetSetWaitForManualFinish { get; }

    /// <summary>Dataset, all of whose rows have come.</summary>
    public delegate* unmanaged<nint, int> DatasetMarkFinished { get; }

    /// <summary>Dataset, rows ascending and how many, parameters, result.</summary>
    public delegate* unmanaged<nint, int*, int, byte*, nint*, int> DatasetGetSubset { get; }

    /// <summary>Dataset, field, values, how many, their type.</summary>
    public delegate* unmanaged<nint, byte*, void*, int, int, int> DatasetSetField { get; }

    /// <summary>Dataset.</summary>
    public delegate* unmanaged<nint, int> DatasetFree { get; }

    /// <summary>Dataset, parameters, result.</summary>
    public delegate* unmanaged<nint, byte*, nint*, int> BoosterCreate { get; }

    /// <summary>Booster, dataset.</summary>
    public delegate* unmanaged<nint, nint, int> BoosterAddValidData { get; }

    /// <summary>Booster, whether no tree can grow any more.</summary>
    public delegate* unmanaged<nint, int*, int> BoosterUpdateOneIter { get; }

    /// <summary>Booster, 0 for the training rows, how many metrics, these.</summary>
    public delegate* unmanaged<nint, int, int*, double*, int> BoosterGetEval { get; }

    /// <summary>Booster, 1 for the first other rows, how many predictions, these, class after class.</summary>
    public delegate* unmanaged<nint, int, long*, double*, int> BoosterGetPredict { get; }

    /// <summary>Booster, first iteration, iterations, importance, room, length, text.</summary>
    public delegate* unmanaged<nint, int, int, int, long, long*, byte*, int> BoosterSaveModelToString { get; }

    /// <summary>Booster.</summary>
    public delegate* unmanaged<nint, int> BoosterFree { get; }

    /// <summary>The first function that the library does not have; null where it has all.</summary>
    public static string? Missing(nint library) => Names.FirstOrDefault(name => !NativeLibrary.TryGetExport(library, name, out _));

    /// <exception cref="LightGbmException">The call failed.</exception>
    public void Check(int status)
    {
        if (status != 0) throw new LightGbmException($"LightGBM reports: {Marshal.PtrToStringUTF8((nint)getLastError())}");
    }
}
