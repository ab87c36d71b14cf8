using System;
using System.Collections.ObjectModel;
using System.ComponentModel;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Garden.Desktop.ViewModels
{
    public class ObservableObject : INotifyPropertyChanged
    {
        public event PropertyChangedEventHandler PropertyChanged;
        protected bool Set<T>(ref T field, T value, [CallerMemberName] string name = null)
        {
            if (Equals(field, value)) return false;
            field = value;
            PropertyChanged?.Invoke(this, new PropertyChangedEventArgs(name));
            return true;
        }
    }

    public class RelayCommand
    {
        private readonly Action _execute;
        private readonly Func<bool> _canExecute;
        public RelayCommand(Action execute, Func<bool> canExecute = null) { _execute = execute; _canExecute = canExecute; }
        public void Execute() { if (_canExecute == null || _canExecute()) _execute(); }
    }

    public class PlantViewModel : ObservableObject
    {
        private readonly MLContext _mlContext = new MLContext(seed: 21);
        private IDataView _trainingView;
        private IDataView _testView;
        private TransformerChain<KeyToValueMappingTransformer> _model;
        private string _status;

        public PlantViewModel()
        {
            LoadCommand = new RelayCommand(Load);
            TrainCommand = new RelayCommand(Train, () => _trainingView != null);
            TestCommand = new RelayCommand(Test, () => _model != null);
        }

        public RelayCommand LoadCommand { get; }
        public RelayCommand TrainCommand { get; }
        public RelayCommand TestCommand { get; }
        public ObservableCollection<string> Confusions { get; } = new ObservableCollection<string>();
        public string Status { get => _status; set => Set(ref _status, value); }

        private void Load()
        {
            var leaves = _mlContext.Data.LoadFromTextFile<Leaf>("leaves.csv", hasHeader: false, separatorChar: ',');
            var shuffled = _mlContext.Data.ShuffleRows(leaves, seed: 4);
            var split = _mlContext.Data.TrainTestSplit(shuffled, testFraction: /*MLD1105:*/0.25/*=> 0.9*/);
            _trainingView = split.TrainSet;
            _testView = split.TestSet;
            Status = "loaded";
        }

        private void Train()
        {
            var pipeline = _mlContext.Transforms.Conversion.MapValueToKey(inputColumnName: /*MLD1001:*/"Species"/*=> "Plant"*/, outputColumnName: "Label")
                .Append(_mlContext.Transforms.Concatenate("Features", "Length", "Width", /*MLD1001:*/"Veins"/*=> "Vein"*//*MLD1402:*//*=> , "SheetId"*/))
                .Append(_mlContext.Transforms.NormalizeMinMax(/*MLD1001:*/"Features"/*=> "Feature"*/))
                .Append(_mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy())
                .Append(_mlContext.Transforms.Conversion.MapKeyToValue(/*MLD1001:*/"PredictedLabel"/*=> "Predicted"*/));
            _model = pipeline.Fit(/*MLD1102:*/_trainingView/*=> _testView*/);
            Status = "trained";
        }

        private void Test()
        {
            var predictions = _model.Transform(/*MLD1101:*/_testView/*=> _trainingView*/);
            var metrics = _mlContext.MulticlassClassification.Evaluate(predictions/*MLD1006:*//*=> , "Species"*/);
            Confusions.Clear();
            foreach (var row in metrics.ConfusionMatrix.Counts) Confusions.Add(string.Join(" ", row.Select(c => c.ToString("0"))));
            Status = $"log-loss {metrics.LogLoss:0.###}";
            _mlContext.Model.Save(_model, /*MLD1015:*/_trainingView.Schema/*=> null*/, "plants.zip");
        }

        public string Ask(float length, float width)
        {
            using (var engine = _mlContext.Model.CreatePredictionEngine<Leaf, LeafAnswer>(_model))
            {
                return engine.Predict(new Leaf { Length = length, Width = width, Veins = 3 }).Species;
            }
        }
    }

    public class Leaf
    {
        [LoadColumn(0)] public float SheetId;
        [LoadColumn(1)] public float Length;
        [LoadColumn(2)] public float Width;
        [LoadColumn(3)] public float Veins;
        [LoadColumn(4)] public string Species;
    }

    public class LeafAnswer
    {
        [ColumnName(/*MLD1009:*/"PredictedLabel"/*=> "PredictedLable"*/)] public string Species;
    }
}
