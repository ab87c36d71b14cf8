namespace MlDsl.Boosting;

/// <summary>The rows that bins are chosen from: those that the library draws of a matrix of so many rows by the same parameters.</summary>
internal static unsafe class DrawnRows
{
    /// <summary>The numbers of the rows, ascending; all where they are not more than <c>bin_construct_sample_cnt</c>, which is 200,000 unless given.</summary>
    /// <param name="api">The library.</param>
    /// <param name="rows">The number of rows, at least 1.</param>
    /// <param name="parameters">What they are drawn by.</param>
    /// <exception cref="LightGbmException">The library reported an error.</exception>
    public static int[] Of(LightGbmApi api, int rows, string parameters)
    {
        fixed (byte* text = BinnedData.Text(parameters))
        {
            int count;
            api.Check(api.GetSampleCount(rows, text, &count));
            var drawn = new int[count];
            fixed (int* first = drawn) api.Check(api.SampleIndices(rows, text, first, &count));
            return drawn[..count];
        }
    }
}
