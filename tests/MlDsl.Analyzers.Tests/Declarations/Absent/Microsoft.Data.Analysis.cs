#nullable disable
using System;
using System.Collections.Generic;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Microsoft.Data.Analysis
{
    public class DataFrame : IDataView
    {
        public static DataFrame LoadCsv(string filename, char separator = ',', bool header = true, string[] columnNames = null, Type[] dataTypes = null, long numberOfRowsToRead = -1, int guessRows = 10, bool addIndexColumn = false) => default;
        public DataFrame Filter(object filter) => default;
        public DataFrame Head(int numberOfRows) => default;
        public DataFrame OrderBy(string columnName) => default;
        public DataFrame DropNulls() => default;
        public bool CanShuffle => default;
        public DataViewSchema Schema => default;
        public long? GetRowCount() => default;
        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null) => default;
        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) => default;
    }
}

namespace Microsoft.ML
{
    public static class DataFrameViewExtensions
    {
        public static Microsoft.Data.Analysis.DataFrame ToDataFrame(this IDataView dataView, long maxRows = 100) => default;
    }
}
