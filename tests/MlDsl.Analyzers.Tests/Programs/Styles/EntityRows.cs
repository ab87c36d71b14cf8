using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.EntityFrameworkCore;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Clinic.Data
{
    public class Appointment
    {
        public Guid Id { get; set; }
        public DateTime BookedAt { get; set; }
        public int DaysAhead { get; set; }
        public int Age { get; set; }
        public string Doctor { get; set; } = "";
        public bool Missed { get; set; }
    }

    public abstract class ClinicContext : DbContext
    {
        public abstract DbSet<Appointment> Appointments { get; }
    }
}

namespace Clinic.Learning
{
    using Clinic.Data;

    public sealed class AppointmentRow
    {
        public float DaysAhead { get; set; }
        public /*MLD1012:*/float/*=> decimal*/ Age { get; set; }
        public string Doctor { get; set; } = "";
        public bool Label { get; set; }
    }

    public sealed class MissedPrediction
    {
        [ColumnName("PredictedLabel")] public bool Missed { get; set; }
        [ColumnName("Probability")] public float Chance { get; set; }
    }

    public sealed class MissedAppointments
    {
        private readonly MLContext _ml;
        private readonly ClinicContext _database;

        public MissedAppointments(MLContext ml, ClinicContext database) => (_ml, _database) = (ml, database);

        public CalibratedBinaryClassificationMetrics Learn(string path)
        {
            List<AppointmentRow> rows = _database.Appointments
                .Select(a => new AppointmentRow { DaysAhead = a.DaysAhead, Age = a.Age, Doctor = a.Doctor, Label = a.Missed })
                .ToList();
            IDataView view = _ml.Data.LoadFromEnumerable(/*MLD5006:*/rows/*=> _database.Appointments.Select(a => new AppointmentRow { DaysAhead = a.DaysAhead, Age = a.Age, Doctor = a.Doctor, Label = a.Missed })*/);
            var (train, test) = Split(view);

            var model = Pipeline.Fit(/*MLD1102:*/train/*=> test*/);
            _ml.Model.Save(model, /*MLD1015:*/view.Schema/*=> null*/, path);
            return _ml.BinaryClassification.Evaluate(model.Transform(/*MLD1101:*/test/*=> train*/)/*MLD1006:*//*=> , "Age"*/);
        }

        public IEnumerable<float> Score(string path, IEnumerable<AppointmentRow> rows)
        {
            ITransformer model = _ml.Model.Load(path, out _);
            PredictionEngine<AppointmentRow, MissedPrediction> engine = _ml.Model.CreatePredictionEngine<AppointmentRow, MissedPrediction>(model);
            foreach (AppointmentRow row in rows) yield return engine.Predict(row).Chance;
        }

        private (IDataView Train, IDataView Test) Split(IDataView view)
        {
            var split = _ml.Data.TrainTestSplit(view, testFraction: /*MLD1105:*/0.2/*=> 0.99*/, seed: 1);
            return (split.TrainSet, split.TestSet);
        }

        private IEstimator<ITransformer> Pipeline => _ml.Transforms.Categorical.OneHotHashEncoding(/*MLD1001:*/"Doctor"/*=> "Physician"*/)
            .Append(_ml.Transforms.Concatenate("Features", "Doctor", "DaysAhead", /*MLD1001:*/"Age"/*=> "Years"*//*MLD1201:*//*=> , "Label"*/))
            .Append(/*MLD1007:*/_ml.BinaryClassification.Trainers.LbfgsLogisticRegression()/*=> _ml.BinaryClassification.Trainers.AveragedPerceptron()*/);
    }
}
